package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Each loss over its running mean L, so that tasks of different scale count the same: with T tasks
 *
 * <pre>factor_t = (L_1 + … + L_T) / (T L_t).</pre>
 *
 * <p>The sum of factor times loss is that of the losses, so that the steps stay about as long as with fixed weights; a mean
 * factor of 1 would instead starve every other task when one is solved. A loss near zero gets a factor of {@link
 * RunningMeans#LARGEST} at most.
 *
 * <p>Source: the normalisation of losses by their scale that Kendall et al. and Liu et al. compare with (sources of {@link
 * UncertaintyWeighting} and {@link ImpartialLosses}), by running means instead of learnt scales.
 */
final class NormalizedLosses implements Weighting {
    /** Over how many labels a mean is taken. */
    private static final double WINDOW = 2000;

    private final RunningMeans means;

    NormalizedLosses(int tasks) {
        this.means = new RunningMeans(tasks, WINDOW);
    }

    @Override
    public void weigh(float[] factors) {
        double average = means.average();
        for (int task = 0; task < factors.length; task++) {
            factors[task] = (float) means.equalizer(task, average);
        }
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        for (int task = 0; task < losses.length; task++) {
            if (Weighting.tells(losses[task], labels[task])) {
                means.add(task, losses[task], labels[task]);
            }
        }
    }

    @Override
    public void reset() {
        means.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        means.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        means.load(in);
    }
}
