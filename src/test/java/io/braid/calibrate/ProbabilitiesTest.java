package io.braid.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probabilities of which it is known how far off they are. */
class ProbabilitiesTest {
    private static final int MANY = 40_000;

    private final LabelledStream events = new LabelledStream(new TwoSlopes(LabelledStream.capacity()));
    private final LabelledStream classes = new LabelledStream(new Temperature(3, LabelledStream.capacity()));

    private static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The greatest distance of what is published from what is true, in the last tenth of {@link #MANY} events. */
    private double worst(long seed, double slope, double bias) {
        SplittableRandom random = new SplittableRandom(seed);
        double worst = 0;
        for (int i = 0; i < MANY; i++) {
            double logit = 2 * random.nextGaussian();
            double truth = probability(slope * logit + bias);
            double label = random.nextDouble() < truth ? 1 : 0;
            float published = events.next(label, (float) probability(logit))[0];
            if (i >= MANY * 9 / 10) {
                worst = Math.max(worst, Math.abs(published - truth));
            }
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsTheTemperatureAndTheBiasOfABinaryTask(long seed) {
        assertThat(worst(seed, 0.4, 0.7)).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leavesACalibratedBinaryTaskAlone(long seed) {
        assertThat(worst(seed, 1, 0)).isLessThan(0.05);
    }

    @Test
    void followsWhenTheBiasTurns() {
        worst(1, 1, 2);

        double worst = worst(2, 1, -2);

        assertThat(worst).isLessThan(0.08);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsTheTemperatureOfClasses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double worst = 0;
        for (int i = 0; i < MANY; i++) {
            double[] logits = {random.nextGaussian(), 2 * random.nextGaussian(), random.nextGaussian()};
            float[] truth = softmax(logits, 0.5);
            float[] published = classes.next(drawn(truth, random), softmax(logits, 1));
            for (int k = 0; k < 3 && i >= MANY * 9 / 10; k++) {
                worst = Math.max(worst, Math.abs(published[k] - truth[k]));
            }
        }
        assertThat(worst).isLessThan(0.05);
    }

    private static float[] softmax(double[] logits, double factor) {
        float[] powers = new float[logits.length];
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            sum += Math.exp(factor * logits[k]);
        }
        for (int k = 0; k < logits.length; k++) {
            powers[k] = (float) (Math.exp(factor * logits[k]) / sum);
        }
        return powers;
    }

    private static int drawn(float[] probabilities, SplittableRandom random) {
        double left = random.nextDouble();
        int k = 0;
        while (k < probabilities.length - 1 && left >= probabilities[k]) {
            left -= probabilities[k++];
        }
        return k;
    }

    @Test
    void theLikeliestClassStaysAndAllAddUpToOne() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 10_000; i++) {
            double[] logits = {4 * random.nextGaussian(), 4 * random.nextGaussian(), 4 * random.nextGaussian()};
            float[] raw = softmax(logits, 1);

            float[] published = classes.next(random.nextInt(3), raw);

            for (int k = 0; k < 3; k++) {
                for (int other = 0; other < 3; other++) {
                    assertThat(raw[k] > raw[other] && published[k] < published[other])
                            .isFalse();
                }
            }
            assertThat(published[0] + published[1] + published[2]).isCloseTo(1f, within(1e-6f));
        }
    }

    @Test
    void theOrderOfBinaryProbabilitiesStays() {
        worst(7, 0.3, 1.5);
        float before = 0;

        for (int i = 0; i <= 1000; i++) {
            float published = events.next(Double.NaN, i / 1000f)[0];
            assertThat(published).isGreaterThanOrEqualTo(before);
            before = published;
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, Float.MIN_VALUE, 1e-3f, 0.25f, 0.5f, 0.9f, 1f})
    void beforeTheFirstLabelNothingChanges(float probability) {
        assertThat(events.next(Double.NaN, probability)[0]).isCloseTo(probability, within(1e-7f));
        assertThat(classes.next(Double.NaN, probability, 1 - probability, 0))
                .containsExactly(new float[] {probability, 1 - probability, 0}, within(1e-7f));
    }

    @Test
    void fewLabelsMoveLittle() {
        for (int i = 0; i < 8; i++) {
            events.next(1, 0.2f);
        }

        assertThat(events.next(1, 0.2f)[0]).isBetween(0.2f, 0.3f);
    }

    @Test
    void recoversFromTheSurestPredictionsThatAreAllWrong() {
        for (int i = 0; i < 1000; i++) {
            events.next(i % 2, i % 2 == 0 ? 1f : 0f);
            classes.next(i % 2, i % 2 == 0 ? 0 : 1, i % 2 == 0 ? 1 : 0, 0);
        }

        assertThat(events.published())
                .allSatisfy(published -> assertThat(published[0]).isBetween(0f, 1f));
        assertThat(classes.published())
                .allSatisfy(published -> assertThat(published[0]).isBetween(0f, 1f));
        assertThat(worst(8, 1, 0)).isLessThan(0.05);
    }
}
