package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Calibrates the probabilities of classes: their logarithms are multiplied by one factor, the inverse of the temperature of
 * Guo et al. (2017, "On Calibration of Modern Neural Networks"), and made to add up to 1 again. The likeliest class stays it.
 */
final class Temperature implements TaskCalibration {
    private static final double STEEPEST = 10;
    private static final double[] DIRECTION = {1};

    private final DecayedNewton newton =
            new DecayedNewton(new double[] {1}, new double[] {1 / STEEPEST}, new double[] {STEEPEST});
    private final int classes;
    private final double[] logarithms;
    private final double[] powers;

    Temperature(int classes, int capacity) {
        this.classes = classes;
        this.logarithms = new double[capacity * classes];
        this.powers = new double[classes];
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public void adjust(int example, float[] raw, double shift, double scale, float[] published, int at) {
        int first = example * classes;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            logarithms[first + k] = Math.log(Logits.limited(raw[k]));
            largest = Math.max(largest, logarithms[first + k]);
        }
        double factor = newton.parameter(0);
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            powers[k] = Math.exp(factor * (logarithms[first + k] - largest));
            sum += powers[k];
        }
        for (int k = 0; k < classes; k++) {
            published[at + k] = (float) (powers[k] / sum);
        }
    }

    @Override
    public void add(int example, double label, double shift, double scale, float[] published, int at) {
        int first = example * classes;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < classes; k++) {
            double weighted = published[at + k] * logarithms[first + k];
            mean += weighted;
            square += weighted * logarithms[first + k];
        }
        double variance = Math.max(0, square - mean * mean);
        newton.add(DIRECTION, logarithms[first + (int) label] - mean, variance);
    }

    @Override
    public void finish() {
        newton.step();
    }

    @Override
    public void reset() {
        newton.reset();
    }

    @Override
    public String kind() {
        return "temperature";
    }

    @Override
    public void save(DataOutput out) throws IOException {
        newton.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        newton.load(in);
    }
}
