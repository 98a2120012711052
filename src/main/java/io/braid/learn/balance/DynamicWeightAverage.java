package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Dynamic weight average: a task whose loss falls more slowly than the others' counts more. With T tasks
 *
 * <pre>factor_t = T e^(r_t / 2) / (e^(r_1 / 2) + … + e^(r_T / 2)),</pre>
 *
 * <p>where the paper's r is the loss of the last epoch over that of the epoch before. A stream has no epochs: here it is the
 * running mean of the loss over the task's last labels over one that reaches ten times as far back. Tasks without a label so far
 * have the factor 1 and no part in the sum.
 *
 * <p>Source: Liu, Johns and Davison, "End-to-end multi-task learning with attention", CVPR 2019; temperature 2 as there.
 */
final class DynamicWeightAverage implements Weighting {
    private static final double TEMPERATURE = 2;
    private static final double NEAR = 1000;
    private static final double FAR = 10_000;

    /** The largest ratio that counts. */
    private static final double LARGEST_RATIO = 10;

    private final RunningMeans near;
    private final RunningMeans far;

    DynamicWeightAverage(int tasks) {
        this.near = new RunningMeans(tasks, NEAR);
        this.far = new RunningMeans(tasks, FAR);
    }

    @Override
    public void weigh(float[] factors) {
        double sum = 0;
        int known = 0;
        for (int task = 0; task < factors.length; task++) {
            factors[task] = 1f;
            if (near.isKnown(task)) {
                factors[task] = (float) StrictMath.exp(ratio(task) / TEMPERATURE);
                sum += factors[task];
                known++;
            }
        }
        for (int task = 0; task < factors.length; task++) {
            if (near.isKnown(task)) {
                factors[task] = (float) (known * factors[task] / sum);
            }
        }
    }

    private double ratio(int task) {
        double before = far.mean(task);
        return before > 0 ? Math.min(near.mean(task) / before, LARGEST_RATIO) : 1;
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        for (int task = 0; task < losses.length; task++) {
            if (Weighting.tells(losses[task], labels[task])) {
                near.add(task, losses[task], labels[task]);
                far.add(task, losses[task], labels[task]);
            }
        }
    }

    @Override
    public void reset() {
        near.reset();
        far.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        near.save(out);
        far.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        near.load(in);
        far.load(in);
    }
}
