package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.ingest.Event;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncoderTest {
    private static final int ROWS = 1 << 27;

    private static List<Integer> rows(String text, int ngrams) {
        return Examples.rows(new TextEncoder(0, 0, ROWS, ngrams), Examples.text(text), ROWS);
    }

    private static List<Integer> words(String text) {
        return rows(text, 1);
    }

    @Test
    void eachWordHasARow() {
        assertThat(words("the quick brown fox")).hasSize(4).doesNotHaveDuplicates();
        assertThat(words("the fox and the dog")).hasSize(5);
        assertThat(words("the fox and the dog").get(0))
                .isEqualTo(words("the fox and the dog").get(3));
    }

    @Test
    void theFirstTenThousandWordsOfALongTextAreRead() {
        String first = "word ".repeat(TextEncoder.MOST_WORDS - 1) + "last ";

        assertThat(rows(first + "beyond ".repeat(1_000_000), 2)).isEqualTo(rows(first, 2));
        assertThat(rows("!".repeat(8 << 20), 2)).hasSize(2 * TextEncoder.MOST_WORDS - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The QUICK Fox | the quick fox",
                "ÄPFEL Öl | äpfel öl",
                "ПРИВЕТ | привет",
                "don't | dont",
                "don\u2019t | don't",
                "a,b;c-d/e | a b c d e",
                "'quoted' | quoted",
                "  spaced   out  | spaced out",
                "end. | end",
                "route66 | ROUTE66"
            })
    void spellingsOfTheSameWordsHaveTheSameRows(String one, String other) {
        assertThat(words(one)).isNotEmpty().isEqualTo(words(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"good | bad", "good | goods", "dog god | god dog", "naïve | naive", "日本 | 日", "😀 | 😡", "a b | ab"
            })
    void differentWordsHaveDifferentRows(String one, String other) {
        assertThat(words(one)).isNotEmpty().isNotEqualTo(words(other));
    }

    @Test
    void anExclamationOrQuestionMarkIsAWord() {
        assertThat(words("really?!")).hasSize(3).doesNotHaveDuplicates();
        assertThat(words("!")).hasSize(1);
        assertThat(words("yes!").get(1)).isEqualTo(words("no!").get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "--- ,;", "'", "\n\t"})
    void aTextWithoutWordsHasNoRows(String text) {
        assertThat(rows(text, 3)).isEmpty();
    }

    @Test
    void aMissingTextHasNoRows() {
        assertThat(Examples.rows(new TextEncoder(0, 0, ROWS, 2), Examples.text(null), ROWS))
                .isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8DoNoHarm() {
        byte[] bytes = {'o', 'k', ' ', (byte) 0xff, (byte) 0xc3, ' ', (byte) 0xed, (byte) 0xa0, 'x'};
        Event event = new Event(null, "id", 0, new double[1], new byte[][] {bytes}, new float[1][], new double[0]);

        assertThat(Examples.rows(new TextEncoder(0, 0, ROWS, 1), event, ROWS))
                .contains(words("ok").get(0));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 9", "3, 12", "5, 15"})
    void countsEveryNgramOfFiveWords(int ngrams, int expected) {
        assertThat(rows("one two three four five", ngrams)).hasSize(expected).doesNotHaveDuplicates();
    }

    @Test
    void ngramsKnowTheOrderOfTheirWords() {
        List<Integer> forth = rows("not good but bad", 2);
        List<Integer> back = rows("not bad but good", 2);

        assertThat(forth).hasSize(7);
        assertThat(back).isNotEqualTo(forth);
        assertThat(forth.stream().filter(back::contains)).as("the four words").hasSize(4);
    }

    @Test
    void anNgramIsTheSameWhereverItStands() {
        List<Integer> alone = rows("very good", 3);

        assertThat(rows("this was very good indeed", 3)).containsAll(alone);
    }

    @Test
    void theTextBeforeLeavesNoTrace() {
        TextEncoder encoder = new TextEncoder(0, 0, ROWS, 3);
        Examples.rows(encoder, Examples.text("some words before"), ROWS);

        assertThat(Examples.rows(encoder, Examples.text("very good indeed"), ROWS))
                .isEqualTo(rows("very good indeed", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1_000, 65_536})
    void rowsLieInTheirTable(int tableRows) {
        TextEncoder encoder = new TextEncoder(0, 0, tableRows, 3);

        for (int i = 0; i < 1_000; i++) {
            Event event = Examples.text("word" + i + " and word" + (i * 7));
            assertThat(Examples.rows(encoder, event, tableRows))
                    .hasSize(6)
                    .allMatch(row -> row >= 0 && row < tableRows);
        }
    }

    /** A change here changes what every saved embedding means: it needs a new checkpoint version. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good | 65536 | 36011",
                "Not good! | 65536 | 38993 36011 21748 35000 56671",
                "Größe 42 | 65536 | 22831 33035 41858",
                "日本 😀 | 65536 | 13066 24419 40577",
                "not good | 1000 | 594 549 331"
            })
    void theSameTextHasTheSameRowsForEver(String text, int tableRows, String rows) {
        TextEncoder encoder = new TextEncoder(0, 0, tableRows, 2);

        assertThat(Examples.rows(encoder, Examples.text(text), tableRows))
                .isEqualTo(Arrays.stream(rows.split(" ")).map(Integer::valueOf).toList());
    }
}
