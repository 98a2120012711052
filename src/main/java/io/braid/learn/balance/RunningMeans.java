package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The mean of each task's loss over its last labels, where older labels count less and less: with n labels of mean l,
 *
 * <pre>sum ← k sum + (1 − k) l,  weight ← k weight + (1 − k),  k = e^(−n / window);  mean = sum / weight.</pre>
 *
 * <p>So a mean is that of what was seen from the first label on, and doesn't depend on how labels are spread over batches. A loss
 * of more than {@link #OUTLIER} times the mean counts as that much: one wild batch is soon forgotten, and a lasting change
 * of scale followed.
 */
final class RunningMeans {
    /** The largest factor that makes up for a small loss. */
    static final double LARGEST = 1000;

    private static final double OUTLIER = 100;

    private final double window;
    private final double[] sums;
    private final double[] weights;

    /** Means of {@code tasks} tasks, over about {@code window} labels each. */
    RunningMeans(int tasks, double window) {
        this.window = window;
        this.sums = new double[tasks];
        this.weights = new double[tasks];
    }

    /** How many tasks there are. */
    int size() {
        return sums.length;
    }

    /** Takes a batch's mean loss over {@code labels} labels, which {@link Weighting#tells}, into account. */
    void add(int task, double loss, int labels) {
        double mean = mean(task);
        double limited = mean > 0 ? Math.min(loss, OUTLIER * mean) : loss;
        double kept = StrictMath.exp(-labels / window);
        sums[task] = kept * sums[task] + (1 - kept) * limited;
        weights[task] = kept * weights[task] + (1 - kept);
    }

    /** Whether {@code task} had labels at all. */
    boolean isKnown(int task) {
        return weights[task] > 0;
    }

    /** The mean loss of {@code task}; 0 before its first label. */
    double mean(int task) {
        return isKnown(task) ? sums[task] / weights[task] : 0;
    }

    /** The mean of the means of all tasks that had labels; 0 if there is none. */
    double average() {
        double sum = 0;
        int known = 0;
        for (int task = 0; task < sums.length; task++) {
            sum += mean(task) / sums.length;
            known += isKnown(task) ? 1 : 0;
        }
        return known == 0 ? 0 : sum * sums.length / known;
    }

    /**
     * What the loss of {@code task} is multiplied by to count as much as any other, with a total that stays as it is: {@code
     * average / mean}, at most {@link #LARGEST}; 1 before its first label, and where all losses are zero.
     *
     * @param average as {@link #average()} has it
     */
    double equalizer(int task, double average) {
        return isKnown(task) && average > 0 ? average / Math.max(mean(task), average / LARGEST) : 1;
    }

    void reset() {
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
    }

    void save(DataOutput out) throws IOException {
        for (int task = 0; task < sums.length; task++) {
            out.writeDouble(sums[task]);
            out.writeDouble(weights[task]);
        }
    }

    void load(DataInput in) throws IOException {
        for (int task = 0; task < sums.length; task++) {
            sums[task] = in.readDouble();
            weights[task] = in.readDouble();
        }
    }
}
