package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumericEncoderTest {
    private final NumericEncoder encoder = new NumericEncoder(0, 1, 1, new RobustMoments());

    private float encode(double value) {
        return encoded(value).values()[1];
    }

    private Batch encoded(double value) {
        Batch batch = new Batch(new Shape(List.of("a", "b", "c"), List.of("a", "b"), List.of(), 0), 1);
        encoder.encode(Examples.number(value), batch, batch.open());
        return batch;
    }

    @Test
    void theFirstNumberIsZero() {
        assertThat(encode(1e9)).isZero();
    }

    @Test
    void aConstantStaysZero() {
        for (int i = 0; i < 100; i++) {
            assertThat(encode(0.1)).isZero();
        }
    }

    @Test
    void isMeasuredInDeviationsFromTheMean() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            encode(1e6 + 50 * random.nextGaussian());
        }

        assertThat(encode(1e6 + 100)).isCloseTo(2f, within(0.05f));
        assertThat(encode(1e6 - 50)).isCloseTo(-1f, within(0.05f));
    }

    @Test
    void isCutAtEightDeviations() {
        for (int i = 0; i < 1_000; i++) {
            encode(i % 2);
        }

        assertThat(encode(1e12)).isEqualTo((float) NumericEncoder.LIMIT).isEqualTo(8f);
        encoder.reset();
        for (int i = 0; i < 1_000; i++) {
            encode(i % 2);
        }
        assertThat(encode(-1e12)).isEqualTo(-8f);
    }

    @Test
    void aMissingNumberIsZeroWithItsFlagAndTeachesNothing() {
        encode(1);
        encode(3);
        byte[] before = Examples.saved(encoder::save);

        Batch missing = encoded(Double.NaN);

        assertThat(missing.values()).containsExactly(0f, 0f, 0f);
        assertThat(missing.flags()).containsExactly(0f, 1f);
        assertThat(Examples.saved(encoder::save)).isEqualTo(before);
    }

    @Test
    void aPresentNumberWritesItsOwnColumnAlone() {
        encode(1);

        Batch present = encoded(3);

        assertThat(present.values()).containsExactly(0f, 1f, 0f);
        assertThat(present.flags()).containsExactly(0f, 0f);
    }
}
