package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * IMTL-L: a learnt scale e^s of each loss L, at which all are 1. Minimises the sum of e^s L − s:
 *
 * <pre>factor = e^s;  s ← s − rate (e^s L − 1), once a batch with labels.</pre>
 *
 * <p>Source: Liu, Li, Kuang, Xue, Chen, Yang, Liao and Zhang, "Towards impartial multi-task learning", ICLR 2021.
 */
final class ImpartialLosses implements Weighting {
    private static final double RATE = 0.01;

    private final LogFactors scales;

    ImpartialLosses(int tasks) {
        this.scales = new LogFactors(tasks);
    }

    @Override
    public void weigh(float[] factors) {
        for (int task = 0; task < factors.length; task++) {
            factors[task] = (float) scales.factor(task);
        }
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        for (int task = 0; task < losses.length; task++) {
            if (Weighting.tells(losses[task], labels[task])) {
                scales.step(task, RATE * (1 - scales.factor(task) * losses[task]));
            }
        }
    }

    @Override
    public void reset() {
        scales.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        scales.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        scales.load(in);
    }
}
