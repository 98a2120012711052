package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CategoricalEncoderTest {
    private static final int ROWS = 100;

    private final CategoricalEncoder encoder = new CategoricalEncoder(0, 0, new Vocabulary(ROWS));

    private List<Integer> rows(@Nullable String value) {
        return Examples.rows(encoder, Examples.text(value), ROWS);
    }

    @Test
    void aValueHasOneRowAlwaysTheSame() {
        for (String value : new String[] {"AA", "a value with spaces", "Köln", "日本", "0", ""}) {
            assertThat(rows(value)).hasSize(1).isEqualTo(rows(value));
        }
    }

    @Test
    void everyByteCounts() {
        assertThat(rows("AA"))
                .isNotEqualTo(rows("aa"))
                .isNotEqualTo(rows("AA "))
                .isNotEqualTo(rows("A"))
                .isNotEqualTo(rows("ÄA"));
    }

    @Test
    void aMissingValueHasNoRowAndTakesNone() {
        assertThat(rows(null)).isEmpty();

        assertThat(rows("first")).containsExactly(0);
    }

    @Test
    void resetEqualsFresh() {
        rows("one");
        rows("two");

        encoder.reset();

        assertThat(rows("two")).containsExactly(0);
        assertThat(rows("one")).containsExactly(1);
    }
}
