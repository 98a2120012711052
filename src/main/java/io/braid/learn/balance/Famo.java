package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * FAMO: all losses L are to fall at the same rate in proportion. Each counts by its share z, the softmax of a logit ξ, over itself; what
 * fell less than the others gets a larger share. With T tasks
 *
 * <pre>
 * factor_t = T z_t (L_1 + … + L_T) / (T L_t)
 * ξ_t ← ξ_t − rate (T z_t (d_t − Σ z d) + decay ξ_t),  d_t = log L_t before the batch − log L_t after it
 * </pre>
 *
 * <p>over the tasks with labels. The paper compares the losses of the same examples before and after a step, for which it makes a second forward
 * pass. Here L is the running mean, and the examples of the next batch, predicted after the step, are the
 * second pass. Their noise is far larger than what one step gains, but it goes out of the sum of the differences, so the logits follow plain
 * steps and not Adam, which would follow the noise. The factors' common size is that of {@link NormalizedLosses}: equal shares give the same.
 *
 * <p>Source: Liu, Feng, Stone and Liu, "FAMO: fast adaptive multitask optimization", NeurIPS 2023.
 */
final class Famo implements Weighting {
    private static final double RATE = 1;
    private static final double DECAY = 0.001;
    private static final double WINDOW = 1000;

    private final LogFactors logits;
    private final RunningMeans means;
    private final double[] gains;

    Famo(int tasks) {
        this.logits = new LogFactors(tasks);
        this.means = new RunningMeans(tasks, WINDOW);
        this.gains = new double[tasks];
    }

    @Override
    public void weigh(float[] factors) {
        double sum = 0;
        int known = 0;
        for (int task = 0; task < factors.length; task++) {
            if (means.isKnown(task)) {
                sum += logits.factor(task);
                known++;
            }
        }
        double average = means.average();
        for (int task = 0; task < factors.length; task++) {
            double share = means.isKnown(task) ? known * logits.factor(task) / sum : 1;
            factors[task] = (float) (share * means.equalizer(task, average));
        }
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        double sum = 0;
        double gained = 0;
        int telling = 0;
        for (int task = 0; task < losses.length; task++) {
            gains[task] = gain(task, losses[task], labels[task]);
            if (!Double.isNaN(gains[task])) {
                double share = logits.factor(task);
                sum += share;
                gained += share * gains[task];
                telling++;
            }
        }
        for (int task = 0; task < losses.length; task++) {
            if (!Double.isNaN(gains[task])) {
                double share = telling * logits.factor(task) / sum;
                logits.step(task, -RATE * (share * (gains[task] - gained / sum) + DECAY * logits.log(task)));
            }
        }
    }

    /** By how much the logarithm of a task's running loss falls with this batch; {@code NaN}: not known. */
    private double gain(int task, double loss, int labels) {
        if (!Weighting.tells(loss, labels)) {
            return Double.NaN;
        }
        double before = means.mean(task);
        means.add(task, loss, labels);
        double after = means.mean(task);
        return before > 0 && after > 0 ? LogFactors.clamp(StrictMath.log(before / after), 1) : Double.NaN;
    }

    /** The running losses. */
    RunningMeans means() {
        return means;
    }

    @Override
    public void reset() {
        logits.reset();
        means.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        logits.save(out);
        means.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        logits.load(in);
        means.load(in);
    }
}
