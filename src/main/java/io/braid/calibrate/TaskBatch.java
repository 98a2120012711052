package io.braid.calibrate;

import java.util.Arrays;

/** What one task has of a batch, example by example, and what is published of it. */
final class TaskBatch {
    /** What the model predicts: the probability of true, the probability per class, or the value. */
    final float[] predicted;

    /** What was made of it, see {@link TaskCalibration}. */
    final float[] published;

    /** In their own unit; {@code NaN}: none. */
    final double[] labels;

    /** What was known of the labels when the example arrived ({@code NaN}: nothing). */
    final double[] shifts;

    /** Likewise. */
    final double[] scales;

    private final int outputs;

    /**
     * @param inputs numbers in a prediction
     * @param outputs numbers in a published one
     */
    TaskBatch(int capacity, int inputs, int outputs) {
        this.outputs = outputs;
        predicted = new float[capacity * inputs];
        published = new float[capacity * outputs];
        labels = new double[capacity];
        shifts = new double[capacity];
        scales = new double[capacity];
    }

    /** What is published of {@code example}. */
    float[] published(int example) {
        return Arrays.copyOfRange(published, example * outputs, (example + 1) * outputs);
    }
}
