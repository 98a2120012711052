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
    private final double[] distances;
    private final Spread spread = new Spread();
    private double nextLower;
    private double nextUpper;
    private double lowerRadius;
    private double upperRadius;

    Interval(double level, int capacity) {
        this.level = level;
        this.beyond = (1 - level) / 2;
        this.distances = new double[capacity];
        reset();
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void adjust(int example, float[] raw, double shift, double scale, float[] published, int at) {
        double value = raw[0];
        double distance = scale > 0 ? (value - shift) / scale : 0;
        distances[example] = distance;
        double unit = scale * spread.at(distance);
        published[at] = raw[0];
        published[at + 1] = Double.isNaN(shift) ? Float.NaN : finite(value - lowerRadius * unit);
        published[at + 2] = Double.isNaN(shift) ? Float.NaN : finite(value + upperRadius * unit);
    }

    private static float finite(double bound) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, bound));
    }

    @Override
    public void add(int example, double label, double shift, double scale, float[] published, int at) {
        if (Double.isNaN(shift)) {
            return;
        }
        nextLower = moved(nextLower, label < published[at + 1]);
        nextUpper = moved(nextUpper, label > published[at + 2]);
        if (scale > 0) {
            spread.add(distances[example], Math.abs(label - published[at]) / scale);
        }
    }

    private double moved(double radius, boolean missed) {
        return Math.max(0, radius + STEP * ((missed ? 1 : 0) - beyond));
    }

    @Override
    public void finish() {
        lowerRadius = nextLower;
        upperRadius = nextUpper;
        spread.finish();
    }

    @Override
    public void reset() {
        spread.reset();
        // As if errors fell off exponentially, which is in between those of a normal law and those of delays.
        nextLower = -Math.log(1 - level);
        nextUpper = nextLower;
        lowerRadius = nextLower;
        upperRadius = nextUpper;
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
        nextLower = lowerRadius;
        nextUpper = upperRadius;
        spread.load(in);
    }
}
