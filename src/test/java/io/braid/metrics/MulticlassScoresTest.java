package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MulticlassScoresTest {
    private static final double EXACT = 1e-12;

    @Test
    void scoresASmallCaseAsByHand() {
        MulticlassScores scores = new MulticlassScores(3);

        scores.add(0, new float[] {0.5f, 0.25f, 0.25f});
        scores.add(1, new float[] {0.75f, 0.125f, 0.125f});
        scores.add(1, new float[] {0.25f, 0.5f, 0.25f});

        assertThat(scores.count()).isEqualTo(3);
        assertThat(scores.values().keySet()).containsExactly("accuracy", "macro_f1", "log_loss");
        assertThat(scores.values().get("accuracy")).isCloseTo(2 / 3.0, within(EXACT));
        // Class 0 has precision 1/2 and recall 1, class 1 precision 1 and recall 1/2; class 2 never occurred.
        assertThat(scores.values().get("macro_f1")).isCloseTo(2 / 3.0, within(EXACT));
        assertThat(scores.values().get("log_loss"))
                .isCloseTo(-(Math.log(0.5) + Math.log(0.125) + Math.log(0.5)) / 3, within(EXACT));
    }

    @Test
    void countsAClassThatWasOnlyPredictedAsAnF1OfZero() {
        MulticlassScores scores = new MulticlassScores(2);

        scores.add(0, new float[] {0.9f, 0.1f});
        scores.add(0, new float[] {0.1f, 0.9f});

        assertThat(scores.values().get("macro_f1")).isCloseTo((2 / 3.0 + 0) / 2, within(EXACT));
    }

    @Test
    void takesTheFirstOfEquallyLikelyClasses() {
        MulticlassScores scores = new MulticlassScores(3);

        scores.add(1, new float[] {0.2f, 0.4f, 0.4f});
        scores.add(2, new float[] {0.2f, 0.4f, 0.4f});

        assertThat(scores.values()).containsEntry("accuracy", 0.5);
    }

    @Test
    void clipsTheLogLossOfAClassThatWasRuledOut() {
        MulticlassScores scores = new MulticlassScores(2);

        scores.add(1, new float[] {1, 0});

        assertThat(scores.values().get("log_loss")).isCloseTo(-Math.log(1e-15), within(EXACT));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 5", "4, 26"})
    void agreesWithTheDefinitions(long seed, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 2000;
        int[] labels = new int[count];
        float[][] predictions = new float[count][classes];
        MulticlassScores scores = new MulticlassScores(classes);
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(1 + random.nextInt(classes));
            float sum = 0;
            for (int j = 0; j < classes; j++) {
                predictions[i][j] = (float) random.nextDouble() + (labels[i] == j ? 0.5f : 0);
                sum += predictions[i][j];
            }
            for (int j = 0; j < classes; j++) {
                predictions[i][j] /= sum;
            }
            scores.add(labels[i], predictions[i]);
        }

        assertThat(scores.values().get("accuracy")).isCloseTo(accuracy(labels, predictions), within(EXACT));
        assertThat(scores.values().get("macro_f1")).isCloseTo(macroF1(labels, predictions, classes), within(EXACT));
        assertThat(scores.values().get("log_loss")).isCloseTo(logLoss(labels, predictions), within(EXACT));
    }

    @Test
    void refusesNoClasses() {
        assertThatThrownBy(() -> new MulticlassScores(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes: 0 (expected: at least 1)");
    }

    private static double accuracy(int[] labels, float[][] predictions) {
        double correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += largest(predictions[i]) == labels[i] ? 1 : 0;
        }
        return correct / labels.length;
    }

    private static double macroF1(int[] labels, float[][] predictions, int classes) {
        double sum = 0;
        int occurring = 0;
        for (int j = 0; j < classes; j++) {
            double truePositives = 0;
            double falsePositives = 0;
            double falseNegatives = 0;
            for (int i = 0; i < labels.length; i++) {
                boolean predicted = largest(predictions[i]) == j;
                boolean actual = labels[i] == j;
                truePositives += predicted && actual ? 1 : 0;
                falsePositives += predicted && !actual ? 1 : 0;
                falseNegatives += !predicted && actual ? 1 : 0;
            }
            if (truePositives + falsePositives + falseNegatives > 0) {
                occurring++;
            }
            if (truePositives > 0) {
                double precision = truePositives / (truePositives + falsePositives);
                double recall = truePositives / (truePositives + falseNegatives);
                sum += 2 * precision * recall / (precision + recall);
            }
        }
        return sum / occurring;
    }

    private static double logLoss(int[] labels, float[][] predictions) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= Math.log(predictions[i][labels[i]]);
        }
        return sum / labels.length;
    }

    private static int largest(float[] values) {
        for (int i = 0; i < values.length; i++) {
            boolean largest = true;
            for (float value : values) {
                largest &= values[i] >= value;
            }
            if (largest) {
                return i;
            }
        }
        throw new AssertionError("no largest value");
    }
}
