package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Puts an interval around a predicted number that holds the label as often as {@code level} says: value, lower bound, upper
 * bound, both bounds {@code NaN} before the first label.
 *
 * <p>Each side reaches a radius times the {@link Spread} that is expected of such a prediction. After every label that lies
 * beyond a bound its radius grows by a step times {@code 1 - (1 - level) / 2}, after every other it shrinks by the step times
 * {@code (1 - level) / 2}. Whatever the labels do, over n labels of bounded errors the share beyond a bound is then the
 * wanted one up to a constant over n: adaptive conformal inference (Gibbs and Candès 2021, "Adaptive Conformal Inference Under
 * Distribution Shift") in the form that tracks the quantile itself (Angelopoulos, Candès and Tibshirani 2023, "Conformal PID
 * Control for Time Series Prediction"). The two sides are apart, since errors of counts and delays are skewed. Decision:
 * docs/decisions/0029.
 */
final class Interval implements TaskCalibration {
    /** By how many spreads a radius moves at most. */
    private static final double STEP = 0.1;

    private final double level;
    private final double beyond;
    private final Spread spread = new Spread();
    private double lowerRadius;
    private double upperRadius;

    Interval(double level) {
        this.level = level;
        this.beyond = (1 - level) / 2;
        reset();
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void adjust(TaskBatch batch, int from, int to) {
        for (int example = from; example < to; example++) {
            double value = batch.predicted[example];
            double shift = batch.shifts[example];
            double scale = batch.scales[example];
            double unit = scale * spread.at(distance(value, shift, scale));
            boolean known = !Double.isNaN(shift);
            batch.published[3 * example] = batch.predicted[example];
            batch.published[3 * example + 1] = known ? finite(value - lowerRadius * unit) : Float.NaN;
            batch.published[3 * example + 2] = known ? finite(value + upperRadius * unit) : Float.NaN;
        }
    }

    private static double distance(double value, double shift, double scale) {
        return scale > 0 ? (value - shift) / scale : 0;
    }

    private static float finite(double bound) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, bound));
    }

    @Override
    public void learn(TaskBatch batch, int size) {
        for (int example = 0; example < size; example++) {
            double label = batch.labels[example];
            double shift = batch.shifts[example];
            double scale = batch.scales[example];
            if (!Double.isNaN(label) && !Double.isNaN(shift)) {
                double value = batch.published[3 * example];
                lowerRadius = moved(lowerRadius, label < batch.published[3 * example + 1]);
                upperRadius = moved(upperRadius, label > batch.published[3 * example + 2]);
                if (scale > 0) {
                    spread.add(distance(value, shift, scale), Math.abs(label - value) / scale);
                }
            }
        }
        spread.finish();
    }

    private double moved(double radius, boolean missed) {
        return Math.max(0, radius + STEP * ((missed ? 1 : 0) - beyond));
    }

    @Override
    public void reset() {
        spread.reset();
        // As if errors fell off exponentially, which is in between those of a normal law and those of delays.
        lowerRadius = -Math.log(1 - level);
        upperRadius = lowerRadius;
    }

    @Override
    public String kind() {
        return "interval " + level;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(lowerRadius);
        out.writeDouble(upperRadius);
        spread.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        lowerRadius = in.readDouble();
        upperRadius = in.readDouble();
        spread.load(in);
    }
}
