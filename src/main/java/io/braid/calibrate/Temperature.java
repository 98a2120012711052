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

    private final DecayedNewton newton =
            new DecayedNewton(new double[] {1}, new double[] {1 / STEEPEST}, new double[] {STEEPEST});
    private final int classes;
    private final double[] logarithms;
    private final double[] powers;
    private final double[] gradient = new double[1];
    private final double[] bend = new double[1];

    Temperature(int classes, int capacity) {
        this.classes = classes;
        this.logarithms = new double[capacity * classes];
        this.powers = new double[classes];
    }

    @Override
    public int inputs() {
        return classes;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public void adjust(TaskBatch batch, int from, int to) {
        double factor = newton.parameter(0);
        for (int first = from * classes; first < to * classes; first += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                double logarithm = Logits.log(Logits.limited(batch.predicted[first + k]));
                logarithms[first + k] = logarithm;
                largest = logarithm > largest ? logarithm : largest;
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                powers[k] = Logits.exp(factor * (logarithms[first + k] - largest));
                sum += powers[k];
            }
            for (int k = 0; k < classes; k++) {
                batch.published[first + k] = (float) (powers[k] / sum);
            }
        }
    }

    @Override
    public void learn(TaskBatch batch, int size) {
        gradient[0] = 0;
        bend[0] = 0;
        int labels = 0;
        for (int example = 0; example < size; example++) {
            if (!Double.isNaN(batch.labels[example])) {
                labels++;
                add(batch, example * classes, (int) batch.labels[example]);
            }
        }
        newton.step(labels, gradient, bend);
    }

    private void add(TaskBatch batch, int first, int label) {
        double mean = 0;
        double square = 0;
        for (int k = 0; k < classes; k++) {
            double weighted = batch.published[first + k] * logarithms[first + k];
            mean += weighted;
            square += weighted * logarithms[first + k];
        }
        gradient[0] += logarithms[first + label] - mean;
        bend[0] += Math.max(0, square - mean * mean);
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
