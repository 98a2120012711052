package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VectorEncoderTest {
    private final VectorEncoder encoder = new VectorEncoder(0, 1);

    private float[] encode(float @Nullable ... vector) {
        Batch batch = new Batch(new Shape(Collections.nCopies(5, "vector"), List.of(), List.of(), 0), 1);
        encoder.encode(Examples.vector(vector), batch, batch.open());
        return batch.values().clone();
    }

    @Test
    void elementsKeepTheirProportions() {
        float[] values = encode(10f, 20f, 40f);

        float step = values[2] - values[1];
        assertThat(step).isPositive();
        assertThat(values[3] - values[2]).isCloseTo(2 * step, within(1e-6f));
        assertThat((double) values[1] + values[2] + values[3]).isCloseTo(0, within(1e-6));
        assertThat(values[0]).isZero();
        assertThat(values[4]).isZero();
    }

    @Test
    void oneUnitServesAllElements() {
        for (int i = 0; i < 1_000; i++) {
            encode(0f, 100f, 200f);
        }

        float[] values = encode(100f, 100f, 100f);

        assertThat(values[1]).isCloseTo(0f, within(1e-2f));
        assertThat(values).containsExactly(0f, values[1], values[1], values[1], 0f);
    }

    @Test
    void aConstantVectorIsZero() {
        assertThat(encode(7f, 7f, 7f)).containsOnly(0f);
    }

    @Test
    void isCutAtEightDeviations() {
        for (int i = 0; i < 1_000; i++) {
            encode(0f, 1f, 0f);
        }

        assertThat(encode(1e30f, 0f, 0f)[1]).isEqualTo(8f);
    }

    @Test
    void aMissingVectorIsZeroAndTeachesNothing() {
        encode(1f, 2f, 3f);
        byte[] before = Examples.saved(encoder::save);

        assertThat(encode((float[]) null)).containsOnly(0f);

        assertThat(Examples.saved(encoder::save)).isEqualTo(before);
    }

    @Test
    void resetEqualsFresh() {
        byte[] fresh = Examples.saved(encoder::save);
        encode(1f, 2f, 3f);

        encoder.reset();

        assertThat(Examples.saved(encoder::save)).isEqualTo(fresh);
    }
}
