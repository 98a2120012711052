package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningMomentsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1e6, 1e9, -1e9})
    void agreesWithTwoPassesAtAnyOffset(double offset) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[10_000];
        RunningMoments moments = new RunningMoments();
        for (int i = 0; i < values.length; i++) {
            values[i] = offset + random.nextGaussian();
            moments.add(values[i]);
        }

        double sum = 0;
        for (double value : values) {
            sum += value - offset;
        }
        double mean = offset + sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        assertThat(moments.count()).isEqualTo(values.length);
        assertThat(moments.mean()).isCloseTo(mean, within(1e-14 * Math.abs(offset) + 1e-12));
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(squares / values.length), within(1e-6));
    }

    @Test
    void hasNoDeviationBeforeTheSecondNumber() {
        RunningMoments moments = new RunningMoments();
        assertThat(moments.mean()).isZero();
        assertThat(moments.deviation()).isZero();

        moments.add(1e9);

        assertThat(moments.mean()).isEqualTo(1e9);
        assertThat(moments.deviation()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, -1e9 - 0.1, 3.3e38})
    void equalNumbersHaveNoDeviation(double value) {
        RunningMoments moments = new RunningMoments();

        for (int i = 0; i < 10_000; i++) {
            moments.add(value);
        }

        assertThat(moments.mean()).isEqualTo(value);
        assertThat(moments.deviation()).isZero();
    }

    @Test
    void staysFiniteOverAllFloats() {
        RunningMoments moments = new RunningMoments();

        for (int i = 0; i < 10_000; i++) {
            moments.add(i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
        }

        assertThat(moments.mean()).isFinite();
        assertThat(moments.deviation()).isCloseTo(Float.MAX_VALUE, within(1e-3 * Float.MAX_VALUE));
    }

    @Test
    void goesOnFromSavedStateAsIfNeverStopped() {
        SplittableRandom random = new SplittableRandom(2);
        RunningMoments unbroken = new RunningMoments();
        RunningMoments stopped = new RunningMoments();
        for (int i = 0; i < 1_000; i++) {
            double value = random.nextGaussian();
            unbroken.add(value);
            stopped.add(value);
            RunningMoments loaded = new RunningMoments();
            Examples.load(Examples.saved(stopped::save), loaded::load);
            stopped = loaded;
        }

        assertThat(Examples.saved(stopped::save)).isEqualTo(Examples.saved(unbroken::save));
    }
}
