package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Scores of predicted probabilities of true: {@code auc}, {@code log_loss}, {@code accuracy}, {@code brier},
 * {@code ece}.
 *
 * <ul>
 *   <li>{@code auc}: the chance that a positive is ranked above a negative, ties counting one half, from the
 *       histograms of {@link RankHistograms}; left out while only one class was seen.
 *   <li>{@code log_loss}: mean logarithmic loss, probabilities clipped to 1e-15 from both ends.
 *   <li>{@code accuracy}: share of events where the label is what a probability above one half says.
 *   <li>{@code brier}: mean squared difference of probability and label.
 *   <li>{@code ece}: expected calibration error, the mean over events of |mean probability − share of positives| of
 *       the event's bin, in 15 bins of equal width (Guo et al. 2017, "On Calibration of Modern Neural Networks", here
 *       for the probability of true rather than of the likelier class).
 * </ul>
 */
public final class BinaryScores implements Scores {
    private static final int CALIBRATION_BINS = 15;

    private final RankHistograms ranks = new RankHistograms();
    private final long[] calibrationCounts = new long[CALIBRATION_BINS];
    private final long[] calibrationPositives = new long[CALIBRATION_BINS];
    private final double[] calibrationProbabilities = new double[CALIBRATION_BINS];
    private long count;
    private long correct;
    private double logLoss;
    private double squaredError;

    @Override
    public void add(double label, float[] prediction) {
        double probability = prediction[0];
        boolean positive = label > 0.5;
        count++;
        if (probability > 0.5 == positive) {
            correct++;
        }
        logLoss += LogLoss.of(positive ? probability : 1 - probability);
        squaredError += (probability - label) * (probability - label);
        ranks.add(prediction[0], positive);
        int bin = Math.min((int) (probability * CALIBRATION_BINS), CALIBRATION_BINS - 1);
        calibrationCounts[bin]++;
        calibrationProbabilities[bin] += probability;
        if (positive) {
            calibrationPositives[bin]++;
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Map<String, Double> values() {
        if (count == 0) {
            return Map.of();
        }
        return new ScoreValues()
                .with("auc", ranks.auc())
                .with("log_loss", logLoss / count)
                .with("accuracy", (double) correct / count)
                .with("brier", squaredError / count)
                .with("ece", calibrationError())
                .asMap();
    }

    private double calibrationError() {
        double sum = 0;
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            sum += Math.abs(calibrationProbabilities[bin] - calibrationPositives[bin]);
        }
        return sum / count;
    }

    @Override
    public void reset() {
        ranks.reset();
        Arrays.fill(calibrationCounts, 0);
        Arrays.fill(calibrationPositives, 0);
        Arrays.fill(calibrationProbabilities, 0);
        count = 0;
        correct = 0;
        logLoss = 0;
        squaredError = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Counts.writeNumber(out, count);
        Counts.writeNumber(out, correct);
        out.writeDouble(logLoss);
        out.writeDouble(squaredError);
        ranks.save(out);
        Counts.write(out, calibrationCounts);
        Counts.write(out, calibrationPositives);
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            if (calibrationCounts[bin] != 0) {
                out.writeDouble(calibrationProbabilities[bin]);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = Counts.readNumber(in);
        correct = Counts.readNumber(in);
        logLoss = in.readDouble();
        squaredError = in.readDouble();
        ranks.load(in);
        Counts.read(in, calibrationCounts);
        Counts.read(in, calibrationPositives);
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            calibrationProbabilities[bin] = calibrationCounts[bin] == 0 ? 0 : in.readDouble();
        }
    }
}
