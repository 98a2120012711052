package io.braid.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * For each pair of tasks, whether their gradients by what they share point the same way: the cosine between them, as a running
 * mean over the batches in which both have labels. Near 1 they pull together, below 0 against each other.
 *
 * <p>The gradients are those by the shared representation, example by example, as in Yu et al., "Gradient surgery for multi-task
 * learning", NeurIPS 2020, who look at parameters; by the representation, as Chen et al., "Just pick a sign", NeurIPS 2020, do.
 */
public final class GradientCosines {
    /** What a batch's cosine keeps of its part in the mean when the next one comes. */
    static final double KEPT = 0.999;

    private final int tasks;
    private final double[] means;
    private final double[] counted;

    /** Of {@code tasks} tasks that no batch was seen of. */
    GradientCosines(int tasks) {
        this.tasks = tasks;
        this.means = new double[tasks * tasks];
        this.counted = new double[tasks * tasks];
    }

    /** How many tasks there are. */
    public int tasks() {
        return tasks;
    }

    /** The mean between tasks {@code s} and {@code t}; {@code NaN} before both were labelled in one batch. */
    public double of(int s, int t) {
        int pair = s * tasks + t;
        return counted[pair] == 0 ? Double.NaN : means[pair] / counted[pair];
    }

    /**
     * Takes up a batch.
     *
     * @param inner of the tasks' gradients; a pair with a gradient of zero isn't counted
     */
    void add(TaskProducts inner) {
        for (int s = 0; s < tasks; s++) {
            for (int t = 0; t < tasks; t++) {
                double cosine = inner.of(s, t) / (Math.sqrt(inner.of(s, s)) * Math.sqrt(inner.of(t, t)));
                if (Double.isFinite(cosine)) {
                    int pair = s * tasks + t;
                    means[pair] = KEPT * means[pair] + (1 - KEPT) * cosine;
                    counted[pair] = KEPT * counted[pair] + (1 - KEPT);
                }
            }
        }
    }

    /** Forgets every batch. */
    public void reset() {
        Arrays.fill(means, 0);
        Arrays.fill(counted, 0);
    }

    /** Writes the means. */
    public void save(DataOutput out) throws IOException {
        for (int pair = 0; pair < means.length; pair++) {
            out.writeDouble(means[pair]);
            out.writeDouble(counted[pair]);
        }
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        for (int pair = 0; pair < means.length; pair++) {
            means[pair] = in.readDouble();
            counted[pair] = in.readDouble();
        }
    }
}
