package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * GradNorm: factors under which the gradients of the tasks' mean losses by the shared representation have norms G in the
 * proportion r^α, where r is the running loss over that of the task's first labels: what learns more slowly pulls harder. With T
 * tasks the factors add up to T.
 *
 * <pre>log w_t ← log w_t + rate (e_t − mean e),  e_t = α log r_t − log (w_t G_t),  over the tasks with labels</pre>
 *
 * <p>The paper takes steps along the absolute difference of w G and its target. These go along the squared difference of their logarithms:
 * they end at the same factors, but don't depend on the scale of the gradients and don't swing around the end. Steps that add up
 * to zero favour no task for having labels more often.
 *
 * <p>Source: Chen, Badrinarayanan, Lee and Rabinovich, "GradNorm: gradient normalization for adaptive loss balancing in
 * deep multitask networks", ICML 2018; its rate, and an α between those of its experiments (0.12 and 1.5).
 */
final class GradNorm implements Weighting {
    private static final double RATE = 0.025;
    private static final double ALPHA = 0.5;
    private static final double WINDOW = 1000;

    /** How many labels the first loss is the mean of, at least. */
    private static final long FIRST = 100;

    /** The smallest part of the first loss, and the inverse of the largest multiple, that counts. */
    private static final double SMALLEST_RATIO = 0.1;

    private final LogFactors factors;
    private final RunningMeans means;
    private final double[] firstLosses;
    private final long[] firstLabels;
    private final double[] errors;

    GradNorm(int tasks) {
        this.factors = new LogFactors(tasks);
        this.means = new RunningMeans(tasks, WINDOW);
        this.firstLosses = new double[tasks];
        this.firstLabels = new long[tasks];
        this.errors = new double[tasks];
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public void weigh(float[] weights) {
        double sum = 0;
        int known = 0;
        for (int task = 0; task < weights.length; task++) {
            weights[task] = 1f;
            if (means.isKnown(task)) {
                weights[task] = (float) factors.factor(task);
                sum += weights[task];
                known++;
            }
        }
        for (int task = 0; task < weights.length; task++) {
            if (means.isKnown(task)) {
                weights[task] = (float) (known * weights[task] / sum);
            }
        }
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {
        double sum = 0;
        int telling = 0;
        for (int task = 0; task < losses.length; task++) {
            errors[task] = error(task, losses[task], labels[task], gradients.norm(task));
            if (!Double.isNaN(errors[task])) {
                sum += errors[task];
                telling++;
            }
        }
        for (int task = 0; task < losses.length; task++) {
            if (!Double.isNaN(errors[task])) {
                factors.step(task, RATE * LogFactors.clamp(errors[task] - sum / telling, 1));
            }
        }
    }

    /** How far the logarithm of a task's weighted norm is below its target, up to a constant; {@code NaN}: not known. */
    private double error(int task, double loss, int labels, double norm) {
        if (!Weighting.tells(loss, labels)) {
            return Double.NaN;
        }
        means.add(task, loss, labels);
        if (firstLabels[task] < FIRST) {
            firstLabels[task] += labels;
            firstLosses[task] = means.mean(task);
        }
        double ratio = Math.max(SMALLEST_RATIO, Math.min(1 / SMALLEST_RATIO, means.mean(task) / firstLosses[task]));
        double target = Double.isNaN(ratio) ? 0 : ALPHA * StrictMath.log(ratio);
        double error = target - factors.log(task) - StrictMath.log(norm / labels);
        return Double.isInfinite(error) ? Double.NaN : error;
    }

    @Override
    public void reset() {
        factors.reset();
        means.reset();
        Arrays.fill(firstLosses, 0);
        Arrays.fill(firstLabels, 0);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        factors.save(out);
        means.save(out);
        for (int task = 0; task < firstLosses.length; task++) {
            out.writeDouble(firstLosses[task]);
            out.writeLong(firstLabels[task]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        factors.load(in);
        means.load(in);
        for (int task = 0; task < firstLosses.length; task++) {
            firstLosses[task] = in.readDouble();
            firstLabels[task] = in.readLong();
        }
    }
}
