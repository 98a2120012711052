package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryScoresTest {
    private static final double EXACT = 1e-12;

    @Test
    void scoresASmallCaseAsByHand() {
        BinaryScores scores = new BinaryScores();

        add(scores, 1, 0.75f);
        add(scores, 0, 0.25f);
        add(scores, 1, 0.25f);
        add(scores, 0, 0.125f);

        assertThat(scores.count()).isEqualTo(4);
        assertThat(scores.values().keySet()).containsExactly("auc", "log_loss", "accuracy", "brier", "ece");
        assertThat(scores.values().get("auc")).isEqualTo(3.5 / 4);
        assertThat(scores.values().get("log_loss"))
                .isCloseTo(-(Math.log(0.75) + Math.log(0.75) + Math.log(0.25) + Math.log(0.875)) / 4, within(EXACT));
        assertThat(scores.values().get("accuracy")).isEqualTo(0.75);
        assertThat(scores.values().get("brier")).isCloseTo((0.0625 + 0.0625 + 0.5625 + 0.015625) / 4, within(EXACT));
        assertThat(scores.values().get("ece")).isCloseTo((0.25 + 0.5 + 0.125) / 4, within(EXACT));
    }

    /** The spread is that of the logits, the shift that of their mean: from hard to easy, from balanced to rare. */
    @ParameterizedTest
    @CsvSource({"1, 0.3, 0", "2, 1, 0", "3, 3, 0", "4, 8, 0", "5, 1, -4", "6, 1, 4", "7, 2, -7", "8, 0.5, -2"})
    void followsTheExactAreaOnLogits(long seed, double spread, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 8000;
        double[] labels = new double[count];
        float[] probabilities = new float[count];
        for (int i = 0; i < count; i++) {
            double logit = shift + spread * gaussian(random);
            probabilities[i] = (float) (1 / (1 + Math.exp(-logit)));
            labels[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
        }

        BinaryScores scores = scored(labels, probabilities);

        assertThat(scores.values().get("auc"))
                .as("seed %d", seed)
                .isCloseTo(exactAuc(labels, probabilities), within(2e-4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsHeavyTiesOneHalf(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] levels = {0, 0.001f, 0.25f, 0.5f, 0.75f, 0.999f, 1};
        double[] labels = new double[3000];
        float[] probabilities = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i] = levels[random.nextInt(levels.length)];
            labels[i] = random.nextDouble() < 0.3 + 0.4 * probabilities[i] ? 1 : 0;
        }

        BinaryScores scores = scored(labels, probabilities);

        assertThat(scores.values().get("auc")).isCloseTo(exactAuc(labels, probabilities), within(EXACT));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-9f, 0.3f, 0.5f, 0.7f, 1})
    void givesOneHalfWhenAllScoresAreEqual(float probability) {
        BinaryScores scores = new BinaryScores();

        add(scores, 1, probability);
        add(scores, 0, probability);
        add(scores, 0, probability);

        assertThat(scores.values().get("auc")).isEqualTo(0.5);
    }

    @Test
    void tellsApartNeighboursNearTheEndsAndAroundTheMiddle() {
        float[] ascending = {0, 1e-7f, 1e-6f, 0.001f, 0.49f, 0.5f, 0.51f, 0.999f, 0.999999f, 0.9999999f, 1};

        for (int i = 1; i < ascending.length; i++) {
            BinaryScores scores = new BinaryScores();
            add(scores, 0, ascending[i - 1]);
            add(scores, 1, ascending[i]);
            assertThat(scores.values().get("auc"))
                    .as("%s below %s", ascending[i - 1], ascending[i])
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void leavesOutTheAreaWhileOnlyOneClassWasSeen(double label) {
        BinaryScores scores = new BinaryScores();

        add(scores, label, 0.3f);
        add(scores, label, 0.6f);

        assertThat(scores.values().keySet()).containsExactly("log_loss", "accuracy", "brier", "ece");
    }

    @Test
    void clipsTheLogLossOfCertainties() {
        BinaryScores scores = new BinaryScores();

        add(scores, 1, 0);
        add(scores, 0, 1);

        assertThat(scores.values().get("log_loss")).isCloseTo(-Math.log(1e-15), within(0.1));
        assertThat(scores.values()).containsEntry("auc", 0.0).containsEntry("accuracy", 0.0);
        assertThat(scores.values()).containsEntry("brier", 1.0).containsEntry("ece", 1.0);
    }

    @Test
    void rewardsCorrectCertainties() {
        BinaryScores scores = new BinaryScores();

        add(scores, 1, 1);
        add(scores, 0, 0);

        assertThat(scores.values().get("log_loss")).isBetween(0.0, 2e-15);
        assertThat(scores.values()).containsEntry("auc", 1.0).containsEntry("accuracy", 1.0);
        assertThat(scores.values()).containsEntry("brier", 0.0).containsEntry("ece", 0.0);
    }

    @Test
    void staysInRangeWhereRoundingPutsAProbabilityOutOfIt() {
        BinaryScores scores = new BinaryScores();

        add(scores, 1, Math.nextUp(1f));
        add(scores, 0, -Float.MIN_VALUE);

        assertThat(scores.values()).containsEntry("auc", 1.0).containsEntry("accuracy", 1.0);
        assertThat(scores.values().get("log_loss")).isBetween(0.0, 2e-15);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void agreesWithTheDefinitions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] labels = new double[5000];
        float[] probabilities = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i] = (float) random.nextDouble();
            labels[i] = random.nextDouble() < probabilities[i] * probabilities[i] ? 1 : 0;
        }

        BinaryScores scores = scored(labels, probabilities);

        assertThat(scores.values().get("log_loss"))
                .isCloseTo(
                        mean(labels.length, i -> exactLogLoss(labels[(int) i], probabilities[(int) i])), within(1e-9));
        assertThat(scores.values().get("accuracy"))
                .isCloseTo(
                        mean(labels.length, i -> Math.rint(probabilities[(int) i]) == labels[(int) i] ? 1 : 0),
                        within(EXACT));
        assertThat(scores.values().get("brier"))
                .isCloseTo(
                        mean(labels.length, i -> Math.pow(probabilities[(int) i] - labels[(int) i], 2)), within(EXACT));
        assertThat(scores.values().get("ece")).isCloseTo(exactCalibrationError(labels, probabilities), within(EXACT));
    }

    private static double exactLogLoss(double label, double probability) {
        return -(label * Math.log(probability) + (1 - label) * Math.log1p(-probability));
    }

    private static double exactAuc(double[] labels, float[] probabilities) {
        double ordered = 0;
        long pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; labels[i] == 1 && j < labels.length; j++) {
                if (labels[j] == 0) {
                    pairs++;
                    ordered += probabilities[i] > probabilities[j] ? 1 : probabilities[i] == probabilities[j] ? 0.5 : 0;
                }
            }
        }
        return ordered / pairs;
    }

    private static double exactCalibrationError(double[] labels, float[] probabilities) {
        double error = 0;
        for (int bin = 0; bin < 15; bin++) {
            double low = bin / 15.0;
            double high = (bin + 1) / 15.0;
            double confidence = 0;
            double positives = 0;
            int members = 0;
            for (int i = 0; i < labels.length; i++) {
                if (probabilities[i] >= low && probabilities[i] < high) {
                    members++;
                    confidence += probabilities[i];
                    positives += labels[i];
                }
            }
            if (members > 0) {
                error += (double) members / labels.length * Math.abs(confidence / members - positives / members);
            }
        }
        return error;
    }

    private static double mean(int count, DoubleUnaryOperator term) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += term.applyAsDouble(i);
        }
        return sum / count;
    }

    private static BinaryScores scored(double[] labels, float[] probabilities) {
        BinaryScores scores = new BinaryScores();
        for (int i = 0; i < labels.length; i++) {
            add(scores, labels[i], probabilities[i]);
        }
        return scores;
    }

    private static void add(BinaryScores scores, double label, float probability) {
        scores.add(label, new float[] {probability});
    }

    /** Nearly normal: the sum of twelve uniform numbers (Irwin and Hall). */
    private static double gaussian(SplittableRandom random) {
        return Arrays.stream(random.doubles(12).toArray()).sum() - 6;
    }
}
