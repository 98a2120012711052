package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustMomentsTest {
    private static final int EARLIER = 10_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final RobustMoments moments = new RobustMoments();

    private double normal() {
        return 3 + 2 * random.nextGaussian();
    }

    private void add(int count, DoubleSupplier values) {
        for (int i = 0; i < count; i++) {
            moments.add(values.getAsDouble());
        }
    }

    @Test
    void areThePlainMomentsOfAStreamWithoutSurprises() {
        RunningMoments plain = new RunningMoments();
        for (int i = 0; i < 200_000; i++) {
            double value = i % 3 == 0 ? Math.exp(random.nextGaussian()) : 0.001 * i + random.nextInt(5);
            moments.add(value);
            plain.add(value);
            assertThat(moments.mean()).isEqualTo(plain.mean());
            assertThat(moments.deviation()).isEqualTo(plain.deviation());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e3, 1e30, -Float.MAX_VALUE})
    void oneOutlierHardlyMoves(double outlier) {
        add(EARLIER, this::normal);

        moments.add(outlier);

        assertThat(moments.mean()).isCloseTo(3, within(0.1));
        assertThat(moments.deviation()).isCloseTo(2, within(0.4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 31, 100})
    void anOutlierAmongTheFirstIsForgotten(int before) {
        add(before, this::normal);
        moments.add(1e30);

        add(1_000, this::normal);

        assertThat(moments.mean()).isCloseTo(3, within(2.0));
        assertThat(moments.deviation()).isBetween(1.0, 10.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e2, 1e6, 1e20})
    void aLargerScaleIsFollowedWithinSixHundredNumbers(double factor) {
        add(EARLIER, this::normal);

        add(600, () -> factor * normal());

        double deviation = moments.deviation();
        assertThat(deviation).isBetween(0.25 * factor, 4 * factor);
        assertThat(Math.abs(3 * factor - moments.mean()) / deviation).isLessThan(NumericEncoder.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-6, 1e-20})
    void aSmallerScaleIsFollowedWithinThreeTimesAsManyNumbersAsTheLargerLasted(double factor) {
        add(EARLIER, this::normal);

        add(3 * EARLIER, () -> factor * normal());

        assertThat(moments.mean()).isCloseTo(3 * factor, within(0.1 * factor));
        assertThat(moments.deviation()).isCloseTo(2 * factor, within(0.1 * factor));
    }

    @Test
    void aBurstOfOutliersIsForgotten() {
        add(EARLIER, this::normal);
        add(300, () -> random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE);

        add(EARLIER, this::normal);

        assertThat(moments.mean()).isCloseTo(3, within(0.2));
        assertThat(moments.deviation()).isCloseTo(2, within(0.2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e6})
    void aConstantThatBeginsToMoveIsMeasuredByItsMoves(double step) {
        add(EARLIER, () -> 1);

        add(EARLIER, () -> 1 + step * random.nextGaussian());

        assertThat(moments.deviation()).isBetween(0.5 * step, 1.1 * step);
    }

    @Test
    void equalNumbersForgetNothing() {
        add(1_000, this::normal);

        add(100_000, () -> 5);

        assertThat(moments.deviation()).isGreaterThan(0.1);
    }

    @Test
    void aNumberIsLimitedToSixtyFourDeviations() {
        add(EARLIER, this::normal);
        double mean = moments.mean();
        double reach = 64 * moments.deviation();

        assertThat(moments.limited(100)).isEqualTo(100);
        assertThat(moments.limited(1e30)).isEqualTo(mean + reach);
        assertThat(moments.limited(-1e30)).isEqualTo(mean - reach);
    }

    @Test
    void goOnFromSavedStateAsIfNeverStopped() {
        RobustMoments stopped = new RobustMoments();
        for (int i = 0; i < 2_000; i++) {
            double value = normal() * Math.pow(10, random.nextInt(10) == 0 ? random.nextInt(-40, 38) : 0);
            moments.add(value);
            stopped.add(value);
            RobustMoments loaded = new RobustMoments();
            Examples.load(Examples.saved(stopped::save), loaded::load);
            stopped = loaded;
        }

        assertThat(Examples.saved(stopped::save)).isEqualTo(Examples.saved(moments::save));
    }

    @Test
    void goOnFromTheStateOfCheckpointVersionOne() {
        RunningMoments versionOne = new RunningMoments();
        for (int i = 0; i < 100; i++) {
            versionOne.add(normal());
        }

        Examples.load(Examples.saved(versionOne::save), moments::load);

        assertThat(moments.mean()).isEqualTo(versionOne.mean());
        assertThat(moments.deviation()).isEqualTo(versionOne.deviation());
        add(100, this::normal);
        assertThat(moments.deviation()).isCloseTo(2, within(0.5));
    }

    @Test
    void resetEqualsFresh() {
        byte[] fresh = Examples.saved(moments::save);
        add(100, this::normal);

        moments.reset();

        assertThat(Examples.saved(moments::save)).isEqualTo(fresh);
        assertThat(moments.isEmpty()).isTrue();
    }
}
