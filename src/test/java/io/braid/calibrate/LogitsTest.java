package io.braid.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogitsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void logarithmsAreThoseOfTheLibrary() {
        for (int i = 0; i < 100_000; i++) {
            double x = Math.exp(300 * (2 * random.nextDouble() - 1) * random.nextDouble());
            assertThat(Logits.log(x)).isCloseTo(Math.log(x), within(1e-9));
        }
        assertThat(Logits.log(1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void powersAreThoseOfTheLibrary() {
        for (int i = 0; i < 100_000; i++) {
            double x = 700 * (2 * random.nextDouble() - 1) * random.nextDouble();
            assertThat(Logits.exp(x) / Math.exp(x)).isCloseTo(1, within(1e-9));
        }
        assertThat(Logits.exp(0)).isEqualTo(1);
    }

    @Test
    void theSurestProbabilitiesStayApartFromZeroAndOne() {
        assertThat(Logits.limited(0)).isEqualTo(0x1p-25);
        assertThat(Logits.limited(1)).isEqualTo(1 - 0x1p-25);
        assertThat(Logits.limited(0.25)).isEqualTo(0.25);
    }
}
