package io.braid.learn;

import java.util.Arrays;

/** Per task, the labels of a batch and the sum of their losses, not weighted. */
final class TaskLosses {
    private final int[] labelled;
    private final double[] sums;

    TaskLosses(int tasks) {
        labelled = new int[tasks];
        sums = new double[tasks];
    }

    /** Forgets the batch. */
    void clear() {
        Arrays.fill(labelled, 0);
        Arrays.fill(sums, 0);
    }

    /** Takes up {@code labels} more labels of {@code task}, whose losses add up to {@code sum}. */
    void add(int task, int labels, double sum) {
        labelled[task] += labels;
        sums[task] += sum;
    }

    /** Whether {@code task} has a label. */
    boolean isLabelled(int task) {
        return labelled[task] > 0;
    }

    /** Whether any task has a label. */
    boolean isLabelled() {
        for (int labels : labelled) {
            if (labels > 0) {
                return true;
            }
        }
        return false;
    }

    /** The mean loss of {@code task} over its labels. */
    double mean(int task) {
        return sums[task] / labelled[task];
    }

    /** The sum of all losses, each task's times its weight. */
    double weighted(float[] weights) {
        double sum = 0;
        for (int task = 0; task < sums.length; task++) {
            sum += weights[task] * sums[task];
        }
        return sum;
    }
}
