package io.braid.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final List<String> KNOWN = List.of("weight", "learning-rate", "rows", "role", "id");

    @ParameterizedTest
    @CsvSource({
        "wieght,weight",
        "weights,weight",
        "WEIGHT,weight",
        "learning_rate,learning-rate",
        "learningRate,learning-rate",
        "row,rows",
        "roles,role",
        "ids,id"
    })
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Spelling.nearest(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"height-of-it", "x", "''", "optimizer", "learn"})
    void findsNothingForAWordOfItsOwn(String word) {
        assertThat(Spelling.nearest(word, KNOWN)).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursAsOne() {
        assertThat(Spelling.distance("wieght", "weight")).isEqualTo(1);
        assertThat(Spelling.distance("ab", "")).isEqualTo(2);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void isNotSlowForAVeryLongWord() {
        assertThat(Spelling.nearest("a".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
