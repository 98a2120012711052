package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Scores of predicted numbers, in the label's own units: {@code rmse}, {@code mae}, {@code r2}, and those of
 * {@link IntervalScores} where numbers have an interval.
 *
 * <ul>
 *   <li>{@code rmse}: square root of the mean squared error.
 *   <li>{@code mae}: mean absolute error.
 *   <li>{@code r2}: 1 − (sum of squared errors) / (sum of the labels' squared distances from their mean); left out
 *       while all labels are equal.
 * </ul>
 *
 * <p>The labels' spread is followed with the method of Welford (1962, "Note on a method for calculating corrected
 * sums of squares and products"), which loses nothing where labels are large and their differences small.
 */
public final class RegressionScores implements Scores {
    private long count;
    private double squaredError;
    private double absoluteError;
    private double mean;
    private double squaredDistance;
    private final IntervalScores intervals = new IntervalScores();

    @Override
    public void add(double label, float[] prediction) {
        double error = label - prediction[0];
        count++;
        squaredError += error * error;
        absoluteError += Math.abs(error);
        double distance = label - mean;
        mean += distance / count;
        squaredDistance += distance * (label - mean);
        if (prediction.length > 1) {
            intervals.add(label, prediction[1], prediction[2]);
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
        ScoreValues values = new ScoreValues()
                .with("rmse", Math.sqrt(squaredError / count))
                .with("mae", absoluteError / count)
                .with("r2", squaredDistance == 0 ? Double.NaN : 1 - squaredError / squaredDistance);
        return intervals.addTo(values).asMap();
    }

    @Override
    public void reset() {
        count = 0;
        squaredError = 0;
        absoluteError = 0;
        mean = 0;
        squaredDistance = 0;
        intervals.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Counts.writeNumber(out, count);
        out.writeDouble(squaredError);
        out.writeDouble(absoluteError);
        out.writeDouble(mean);
        out.writeDouble(squaredDistance);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = Counts.readNumber(in);
        squaredError = in.readDouble();
        absoluteError = in.readDouble();
        mean = in.readDouble();
        squaredDistance = in.readDouble();
    }

    @Override
    public void saveIntervals(DataOutput out) throws IOException {
        intervals.save(out);
    }

    @Override
    public void loadIntervals(DataInput in) throws IOException {
        intervals.load(in);
    }

    @Override
    public void resetIntervals() {
        intervals.reset();
    }
}
