package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The tasks' likelihoods with a noise variance σ² each, which is learnt: minimises the sum of c / σ² times loss, plus log σ,
 * where c is ½ for a squared error, the exponent of a Gaussian, and 1 for every other loss (the tempered softmax's).
 *
 * <pre>factor = c / σ²;  log σ² ← log σ² − rate (1 − 2 c L / σ²), once a batch with labels.</pre>
 *
 * <p>What is learnt is the logarithm, so that the variance stays positive. Where the loss stands still σ² is 2 c times the loss, for
 * a squared error the loss itself. Huber's loss is already half of a square near its label.
 *
 * <p>Source: Kendall, Gal and Cipolla, "Multi-task learning using uncertainty to weigh losses for scene geometry and
 * semantics", CVPR 2018.
 */
final class UncertaintyWeighting implements Weighting {
    private static final double RATE = 0.01;

    private final double[] constants;
    private final LogFactors precisions;

    /** Weights of as many tasks as there are in {@code squared}, which says whose loss is a squared error. */
    UncertaintyWeighting(List<Boolean> squared) {
        this.constants = squared.stream().mapToDouble(each -> each ? 0.5 : 1).toArray();
        this.precisions = new LogFactors(constants.length);
    }

    @Override
    public void weigh(float[] factors) {
        for (int task = 0; task < factors.length; task++) {
            factors[task] = (float) (constants[task] * precisions.factor(task));
        }
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        for (int task = 0; task < losses.length; task++) {
            if (Weighting.tells(losses[task], labels[task])) {
                precisions.step(task, RATE * (1 - 2 * constants[task] * precisions.factor(task) * losses[task]));
            }
        }
    }

    /** The noise variance of {@code task}. */
    double variance(int task) {
        return 1 / precisions.factor(task);
    }

    @Override
    public void reset() {
        precisions.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        precisions.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        precisions.load(in);
    }
}
