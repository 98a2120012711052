package io.braid.learn;

import java.util.Arrays;

/** Per task, the labels of a batch, the sum of their losses, not weighted, and the least that this sum can be. */
final class TaskLosses {
    private final int[] labelled;
    private final double[] sums;
    private final double[] least;

    TaskLosses(int tasks) {
        labelled = new int[tasks];
        sums = new double[tasks];
        least = new double[tasks];
    }

    /** Forgets the batch. */
    void clear() {
        Arrays.fill(labelled, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(least, 0);
    }

    /** Takes up {@code labels} more labels of {@code task}, whose losses add up to {@code sum}, which is {@code floor} at least. */
    void add(int task, int labels, double sum, double floor) {
        labelled[task] += labels;
        sums[task] += sum;
        least[task] += floor;
    }

    /** How many labels {@code task} has. */
    int labels(int task) {
        return labelled[task];
    }

    /** By how much the losses of {@code task} are above the least that they can be, on average; NaN without labels. */
    double meanExcess(int task) {
        return (sums[task] - least[task]) / labelled[task];
    }

    /** Whether {@code task} has a label. */
    boolean isLabelled(int task) {
        return labelled[task] > 0;
    }

    /** Writes for each task whether it has a label. */
    void markLabelled(boolean[] target) {
        for (int task = 0; task < target.length; task++) {
            target[task] = labelled[task] > 0;
        }
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

    /** The sum of all losses, each task's times its weight. */
    double weighted(float[] weights) {
        double sum = 0;
        for (int task = 0; task < sums.length; task++) {
            sum += weights[task] * sums[task];
        }
        return sum;
    }
}
