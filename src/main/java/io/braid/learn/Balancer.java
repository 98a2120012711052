package io.braid.learn;

import io.braid.config.BraidConfig;
import io.braid.learn.balance.Gram;
import io.braid.learn.balance.Surgery;
import io.braid.learn.balance.Weighting;
import io.braid.learn.task.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What each task counts in a batch: the weight that the configuration gives it, times what a {@link Weighting} has learnt. */
public final class Balancer {
    private final Weighting weighting;
    private final Surgery surgery;
    private final float[] given;
    private final float[] factors;
    private final float[] weights;
    private final float[] inverses;
    private final double[] means;
    private final int[] labels;
    private final Gram unweighted;

    Balancer(BraidConfig config, List<Task> tasks) {
        this.weighting = Weighting.of(config.balancing().type(), config.tasks());
        this.surgery = Surgery.of(config.balancing().surgery(), config.tasks());
        this.given = new float[tasks.size()];
        for (int task = 0; task < given.length; task++) {
            given[task] = tasks.get(task).weight();
        }
        this.factors = new float[given.length];
        this.weights = new float[given.length];
        this.inverses = new float[given.length];
        this.means = new double[given.length];
        this.labels = new int[given.length];
        this.unweighted = new Gram(given.length);
    }

    /** How the tasks' gradients by what they share are put together. */
    Surgery surgery() {
        return surgery;
    }

    /** Whether {@link #observe} looks at the gradients. */
    boolean needsGradients() {
        return weighting.needsGradients();
    }

    /** What each task's losses are multiplied by in the coming batch; the same array each time. */
    float[] weigh() {
        weighting.weigh(factors);
        for (int task = 0; task < weights.length; task++) {
            weights[task] = given[task] * factors[task];
        }
        return weights;
    }

    /**
     * Learns from the batch that was weighed last.
     *
     * @param gradients the inner products of the tasks' weighted gradients, if they are needed
     */
    void observe(TaskLosses losses, Gram gradients) {
        for (int task = 0; task < weights.length; task++) {
            labels[task] = losses.labels(task);
            means[task] = losses.meanExcess(task);
            inverses[task] = 1 / weights[task];
        }
        if (needsGradients()) {
            unweighted.scale(gradients, inverses);
        }
        weighting.observe(means, labels, unweighted);
    }

    /** Forgets every batch. */
    public void reset() {
        weighting.reset();
    }

    /** Writes what was learnt. */
    public void save(DataOutput out) throws IOException {
        weighting.save(out);
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        weighting.load(in);
    }
}
