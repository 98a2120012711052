package io.braid.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    private static final int MANY = 40_000;

    /** Laws of an error, by name. */
    private enum Law {
        NORMAL,
        SKEWED,
        HEAVY,
        WHOLE;

        double draw(SplittableRandom random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case SKEWED -> -Math.log(1 - random.nextDouble()) - 1;
                case HEAVY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
                case WHOLE -> random.nextInt(5) - 2;
            };
        }
    }

    private static LabelledStream stream(double level) {
        return new LabelledStream(new Interval(level));
    }

    private static boolean holds(float[] published, double label) {
        return published[1] <= label && label <= published[2];
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, NORMAL",
        "0.8, NORMAL",
        "0.9, NORMAL",
        "0.95, NORMAL",
        "0.99, NORMAL",
        "0.5, SKEWED",
        "0.9, SKEWED",
        "0.99, SKEWED",
        "0.8, HEAVY",
        "0.9, HEAVY",
        "0.95, HEAVY"
    })
    void holdsTheLabelAsOftenAsItSays(double level, Law law) {
        for (long seed = 1; seed <= 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LabelledStream stream = stream(level);
            int below = 0;
            int above = 0;
            for (int i = 0; i < MANY; i++) {
                double prediction = random.nextGaussian();
                double label = prediction + law.draw(random);
                float[] published = stream.next(label, (float) prediction);
                below += label < published[1] ? 1 : 0;
                above += label > published[2] ? 1 : 0;
            }
            double beyond = (1 - level) / 2;
            assertThat((double) below / MANY).as("below, seed %d", seed).isCloseTo(beyond, within(0.005));
            assertThat((double) above / MANY).as("above, seed %d", seed).isCloseTo(beyond, within(0.005));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsItWhileTheErrorsDrift(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledStream stream = stream(0.9);
        int held = 0;
        int heldOfAll = 0;
        for (int i = 1; i <= MANY; i++) {
            double size = Math.exp(2 * Math.sin(i / 3000.0)) * (i > MANY / 2 ? 5 : 1);
            double label = size * (random.nextGaussian() + Math.sin(i / 5000.0));
            held += holds(stream.next(label, 0f), label) ? 1 : 0;
            if (i % 4000 == 0) {
                assertThat(held / 4000.0).as("up to %d", i).isCloseTo(0.9, within(0.04));
                heldOfAll += held;
                held = 0;
            }
        }
        assertThat(heldOfAll / (double) MANY).isCloseTo(0.9, within(0.01));
    }

    @Test
    void holdsAtLeastAsMuchOfLabelsThatAreOftenPredictedExactly() {
        SplittableRandom random = new SplittableRandom(1);
        LabelledStream stream = stream(0.9);
        int held = 0;
        for (int i = 0; i < MANY; i++) {
            double label = Law.WHOLE.draw(random);
            held += holds(stream.next(label, 0f), label) ? 1 : 0;
        }
        assertThat((double) held / MANY).isGreaterThan(0.89);
    }

    @Test
    void isWiderWherePredictionsErrMore() {
        SplittableRandom random = new SplittableRandom(1);
        LabelledStream stream = stream(0.9);
        int[] held = new int[2];
        float[][] last = new float[2][];
        for (int i = 0; i < MANY; i++) {
            int side = i % 2;
            double prediction = side == 0 ? -1.5 : 1.5;
            double label = prediction + (side == 0 ? 0.1 : 1) * random.nextGaussian();
            last[side] = stream.next(label, (float) prediction);
            held[side] += holds(last[side], label) ? 1 : 0;
        }
        assertThat(last[1][2] - last[1][1]).isGreaterThan(5 * (last[0][2] - last[0][1]));
        assertThat(held[0] / (MANY / 2.0)).isCloseTo(0.9, within(0.02));
        assertThat(held[1] / (MANY / 2.0)).isCloseTo(0.9, within(0.02));
    }

    @Test
    void hasNoBoundsBeforeTheFirstLabel() {
        float[] published = stream(0.9).nextOf(Double.NaN, 0, Double.NaN, 0f);

        assertThat(published).containsExactly(0f, Float.NaN, Float.NaN);
    }

    @Test
    void isAPointWhileAllLabelsWereEqual() {
        assertThat(stream(0.9).nextOf(3, 0, 3, 3f)).containsExactly(3f, 3f, 3f);
    }

    @Test
    void oneWildLabelHardlyWidensIt() {
        SplittableRandom random = new SplittableRandom(1);
        LabelledStream stream = stream(0.9);
        for (int i = 0; i < 10_000; i++) {
            stream.next(random.nextGaussian(), 0f);
        }
        float before = width(stream.next(Double.NaN, 0f));

        for (double wild : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Float.MAX_VALUE}) {
            stream.next(wild, 0f);
        }
        for (int i = 0; i < LabelledStream.capacity(); i++) {
            stream.next(Double.NaN, 0f);
        }

        assertThat(width(stream.next(Double.NaN, 0f))).isCloseTo(before, within(0.3f * before));
    }

    private static float width(float[] published) {
        return published[2] - published[1];
    }

    @Test
    void isFiniteAndAroundTheValueWhateverIsPredicted() {
        SplittableRandom random = new SplittableRandom(1);
        LabelledStream stream = stream(0.9);
        float[] values = {0f, 1f, -1f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 1e30f};
        double[] scales = {1, 0, Double.MIN_VALUE, 1e-30, 1e30};
        for (int i = 0; i < 10_000; i++) {
            float value = values[random.nextInt(values.length)];
            double label = values[random.nextInt(values.length)];

            float[] published = stream.nextOf(0, scales[random.nextInt(scales.length)], label, value);

            assertThat(published[0]).isEqualTo(value);
            assertThat(published[1]).isBetween(-Float.MAX_VALUE, value);
            assertThat(published[2]).isBetween(value, Float.MAX_VALUE);
        }
    }
}
