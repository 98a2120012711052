package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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
    private final double[] direction = {0, 0, 1};

    TwoSlopes(int capacity) {
        logits = new double[capacity];
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void adjust(int example, float[] raw, double shift, double scale, float[] published, int at) {
        double probability = Logits.limited(raw[0]);
        double logit = Math.log(probability / (1 - probability));
        logits[example] = logit;
        double slope = newton.parameter(logit > 0 ? 0 : 1);
        published[at] = (float) (1 / (1 + Math.exp(-slope * logit - newton.parameter(2))));
    }

    @Override
    public void add(int example, double label, double shift, double scale, float[] published, int at) {
        direction[0] = Math.max(0, logits[example]);
        direction[1] = Math.min(0, logits[example]);
        double probability = published[at];
        newton.add(direction, label - probability, probability * (1 - probability));
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
