package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionScoresTest {
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    @Test
    void scoresASmallCaseAsByHand() {
        RegressionScores scores = new RegressionScores();

        scores.add(3, new float[] {2.5f});
        scores.add(-0.5, new float[] {0});
        scores.add(2, new float[] {2});
        scores.add(7, new float[] {8});

        assertThat(scores.count()).isEqualTo(4);
        assertThat(scores.values().keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(scores.values().get("rmse")).isCloseTo(Math.sqrt(1.5 / 4), within(1e-12));
        assertThat(scores.values().get("mae")).isCloseTo(0.5, within(1e-12));
        assertThat(scores.values().get("r2")).isCloseTo(1 - 1.5 / 29.1875, within(1e-12));
    }

    @Test
    void countsTheLabelsInTheirIntervalsBoundsIncluded() throws IOException {
        RegressionScores scores = new RegressionScores();
        scores.add(1, new float[] {0, -1, 1});
        scores.add(2, new float[] {0, -1, 1});
        scores.add(-1, new float[] {0, -1, 3});
        scores.add(-5, new float[] {0, -1, 3});
        RegressionScores restored = new RegressionScores();

        SaveAndLoad.load(SaveAndLoad.save(scores::save), restored::load);
        SaveAndLoad.load(SaveAndLoad.save(scores::saveIntervals), restored::loadIntervals);

        assertThat(restored.values())
                .containsEntry("coverage", 0.5)
                .containsEntry("interval_width", 3.0)
                .isEqualTo(scores.values());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, -5, 0.001", "3, 1e9, 1000", "4, -1e9, 1000", "5, 1e9, 1", "6, 0, 1e12"})
    void agreesWithTheDefinitionsAtAnyOffset(long seed, double offset, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] labels = new double[5000];
        float[] predictions = new float[labels.length];
        RegressionScores scores = new RegressionScores();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = offset + spread * (random.nextDouble() - 0.5);
            predictions[i] = (float) (labels[i] + spread * (random.nextDouble() - 0.5) / 4);
            scores.add(labels[i], new float[] {predictions[i]});
        }

        BigDecimal squared = BigDecimal.ZERO;
        BigDecimal absolute = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < labels.length; i++) {
            BigDecimal error = new BigDecimal(labels[i]).subtract(new BigDecimal(predictions[i]));
            squared = squared.add(error.multiply(error), DIGITS);
            absolute = absolute.add(error.abs(), DIGITS);
            sum = sum.add(new BigDecimal(labels[i]), DIGITS);
        }
        BigDecimal count = BigDecimal.valueOf(labels.length);
        BigDecimal mean = sum.divide(count, DIGITS);
        BigDecimal distances = BigDecimal.ZERO;
        for (double label : labels) {
            distances = distances.add(new BigDecimal(label).subtract(mean).pow(2), DIGITS);
        }

        double rmse = Math.sqrt(squared.divide(count, DIGITS).doubleValue());
        double mae = absolute.divide(count, DIGITS).doubleValue();
        double r2 = BigDecimal.ONE.subtract(squared.divide(distances, DIGITS)).doubleValue();
        assertThat(scores.values().get("rmse")).isCloseTo(rmse, within(1e-12 * rmse));
        assertThat(scores.values().get("mae")).isCloseTo(mae, within(1e-12 * mae));
        assertThat(scores.values().get("r2")).isCloseTo(r2, within(1e-7));
    }

    @Test
    void leavesOutTheShareOfVarianceOfOneLabel() {
        RegressionScores scores = new RegressionScores();

        scores.add(3, new float[] {1});

        assertThat(scores.values())
                .containsEntry("rmse", 2.0)
                .containsEntry("mae", 2.0)
                .doesNotContainKey("r2");
    }

    @Test
    void leavesOutTheShareOfVarianceOfEqualLabels() {
        RegressionScores scores = new RegressionScores();

        for (int i = 0; i < 1000; i++) {
            scores.add(0.1, new float[] {i});
        }

        assertThat(scores.values().keySet()).containsExactly("rmse", "mae");
    }

    @Test
    void leavesOutWhatOverflows() {
        RegressionScores scores = new RegressionScores();

        scores.add(1e200, new float[] {1});

        assertThat(scores.values()).containsOnlyKeys("mae");
    }
}
