package io.braid.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHinkleyTest {
    private static final double DELTA = 0.002;

    @Test
    void withoutFadingItIsTheSumAboveItsLowest() {
        double tolerance = 0.01;
        PageHinkley test = new PageHinkley(1e-30, tolerance, 1);
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double cumulative = 0;
        double lowest = 0;

        for (int i = 1; i <= 5_000; i++) {
            double value = random.nextDouble() < (i < 2_500 ? 0.2 : 0.3) ? 1 : 0;
            sum += value;
            cumulative += value - sum / i - tolerance;
            lowest = Math.min(lowest, cumulative);
            test.add(value);

            assertThat(test.excess()).isCloseTo(cumulative - lowest, within(1e-9));
        }
        assertThat(test.excess()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.6})
    void findsARiseAboutAsSoonAsTheTheorySays(double rise) {
        int before = 20_000;
        int streams = 200;
        double expected = new PageHinkley(DELTA).threshold() / (rise - PageHinkley.TOLERANCE);

        double sum = 0;
        for (int stream = 0; stream < streams; stream++) {
            sum += AdwinTest.delay(new PageHinkley(DELTA), stream, before, 0.2, 0.2 + rise, 20_000);
        }

        assertThat(sum / streams).isBetween(0.5 * expected, 1.5 * expected);
    }

    @Test
    void overlooksARiseWithinItsTolerance() {
        PageHinkley test = new PageHinkley(DELTA);

        int delay = AdwinTest.delay(test, 2, 10_000, 0.2, 0.2 + PageHinkley.TOLERANCE, 50_000);

        assertThat(delay).isEqualTo(50_000);
    }

    @Test
    void startsOverAfterAnAlarm() {
        PageHinkley test = new PageHinkley(DELTA);

        AdwinTest.delay(test, 3, 10_000, 0.2, 0.8, 10_000);

        assertThat(test.excess()).isZero();
    }
}
