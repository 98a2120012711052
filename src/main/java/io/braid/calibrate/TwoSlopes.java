package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Calibrates the probability of true: its logit is multiplied by one factor above one half and by another below, and a bias is added.
 *
 * <p>Platt (1999, "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods") has one
 * factor; a second one mends what is sure too early on one side only, as the third parameter of Kull et al. (2017, "Beta
 * calibration") does, and the order of the probabilities stays. Decision: docs/decisions/0029.
 */
final class TwoSlopes implements TaskCalibration {
    private static final double STEEPEST = 10;
    private static final double FARTHEST = 10;

    private final DecayedNewton newton = new DecayedNewton(
            new double[] {1, 1, 0},
            new double[] {1 / STEEPEST, 1 / STEEPEST, -FARTHEST},
            new double[] {STEEPEST, STEEPEST, FARTHEST});
    private final double[] logits;
    private final double[] gradient = new double[3];
    private final double[] bend = new double[9];

    TwoSlopes(int capacity) {
        logits = new double[capacity];
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void adjust(TaskBatch batch, int from, int to) {
        double above = newton.parameter(0);
        double below = newton.parameter(1);
        double bias = newton.parameter(2);
        for (int example = from; example < to; example++) {
            double probability = Logits.limited(batch.predicted[example]);
            double logit = Logits.log(probability / (1 - probability));
            logits[example] = logit;
            double scaled = (logit > 0 ? above : below) * logit + bias;
            batch.published[example] = (float) (1 / (1 + Logits.exp(-scaled)));
        }
    }

    @Override
    public void learn(TaskBatch batch, int size) {
        Arrays.fill(gradient, 0);
        Arrays.fill(bend, 0);
        int labels = 0;
        for (int example = 0; example < size; example++) {
            double label = batch.labels[example];
            if (!Double.isNaN(label)) {
                labels++;
                double probability = batch.published[example];
                double logit = logits[example];
                double curvature = probability * (1 - probability);
                int side = logit > 0 ? 0 : 1;
                gradient[side] += (label - probability) * logit;
                gradient[2] += label - probability;
                bend[side * 4] += curvature * logit * logit;
                bend[side * 3 + 2] += curvature * logit;
                bend[8] += curvature;
            }
        }
        bend[6] = bend[2];
        bend[7] = bend[5];
        newton.step(labels, gradient, bend);
    }

    @Override
    public void reset() {
        newton.reset();
    }

    @Override
    public String kind() {
        return "two-slopes";
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
