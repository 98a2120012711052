package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private static int row(Vocabulary vocabulary, String value) {
        return vocabulary.row(value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void valuesGetRowsInTheOrderInWhichTheyAreMet() {
        Vocabulary vocabulary = new Vocabulary(10);

        assertThat(row(vocabulary, "b")).isZero();
        assertThat(row(vocabulary, "a")).isEqualTo(1);
        assertThat(row(vocabulary, "b")).isZero();
        assertThat(row(vocabulary, "c")).isEqualTo(2);
        assertThat(vocabulary.size()).isEqualTo(3);
    }

    @Test
    void noTwoValuesShareARowWhileThereAreFreeOnes() {
        int values = 20_000;
        Vocabulary vocabulary = new Vocabulary(values);

        for (int i = 0; i < values; i++) {
            assertThat(row(vocabulary, "value-" + i)).isEqualTo(i);
        }

        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 1_000; trial++) {
            int i = random.nextInt(values);
            assertThat(row(vocabulary, "value-" + i)).isEqualTo(i);
        }
        assertThat(vocabulary.size()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1_000})
    void furtherValuesShareTheRowsThatThereAre(int rows) {
        Vocabulary vocabulary = new Vocabulary(rows);
        for (int i = 0; i < rows; i++) {
            row(vocabulary, "value-" + i);
        }
        boolean[] shared = new boolean[rows];

        for (int i = rows; i < 20 * rows; i++) {
            int row = row(vocabulary, "value-" + i);
            assertThat(row).isBetween(0, rows - 1).isEqualTo(row(vocabulary, "value-" + i));
            shared[row] = true;
        }

        assertThat(shared).containsOnly(true);
        assertThat(vocabulary.size()).isEqualTo(rows);
        assertThat(row(vocabulary, "value-0")).isZero();
    }

    @Test
    void hashesInTheOrderOfTheRowsMakeTheSameVocabulary() {
        Vocabulary vocabulary = new Vocabulary(1_000);
        for (int i = 0; i < 500; i++) {
            row(vocabulary, "value-" + i);
        }
        Vocabulary copy = new Vocabulary(1_000);

        for (int row = 0; row < vocabulary.size(); row++) {
            copy.add(vocabulary.hash(row));
        }

        for (int i = 0; i < 1_200; i++) {
            assertThat(row(copy, "value-" + i)).isEqualTo(row(vocabulary, "value-" + i));
        }
    }

    @Test
    void knowsWhatIsNotSavedYet() {
        Vocabulary vocabulary = new Vocabulary(10);
        row(vocabulary, "a");
        row(vocabulary, "b");
        assertThat(vocabulary.firstUnsaved()).isZero();

        vocabulary.markSaved();
        row(vocabulary, "a");
        assertThat(vocabulary.firstUnsaved()).isEqualTo(2).isEqualTo(vocabulary.size());
        row(vocabulary, "c");
        assertThat(vocabulary.firstUnsaved()).isEqualTo(2);
    }

    @Test
    void resetEqualsFresh() {
        Vocabulary vocabulary = new Vocabulary(1_000);
        for (int i = 0; i < 500; i++) {
            row(vocabulary, "value-" + i);
        }
        vocabulary.markSaved();

        vocabulary.reset();

        assertThat(vocabulary.size()).isZero();
        assertThat(vocabulary.firstUnsaved()).isZero();
        for (int i = 999; i >= 0; i--) {
            assertThat(row(vocabulary, "value-" + i)).isEqualTo(999 - i);
        }
    }

    /** A change here changes what every saved vocabulary means: it needs a new checkpoint version. */
    @ParameterizedTest
    @CsvSource({"AA, e1137cccbf5d81cf", "Köln, 6d2ef9af9edb3496", "日本, 1230c55089fe4e43"})
    void theSameBytesHaveTheSameHashForEver(String value, String hash) {
        Vocabulary vocabulary = new Vocabulary(2);

        row(vocabulary, value);

        assertThat(Long.toHexString(vocabulary.hash(0))).isEqualTo(hash);
    }
}
