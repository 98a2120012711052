package io.braid.calibrate;

import java.util.ArrayList;
import java.util.List;

/** Gives predictions and labels to one task's calibration as the pipeline does, in batches, and keeps what is published. */
final class LabelledStream {
    private static final int BATCH = 8;

    private final TaskCalibration calibration;
    private final int outputs;
    private final List<float[]> published = new ArrayList<>();
    private final double[] labels = new double[BATCH];
    private final double[] scales = new double[BATCH];
    private final float[] batch;
    private int size;

    LabelledStream(TaskCalibration calibration) {
        this.calibration = calibration;
        this.outputs = calibration.outputs();
        this.batch = new float[BATCH * outputs];
    }

    /** Room for the examples of a batch. */
    static int capacity() {
        return BATCH;
    }

    /** What is published for {@code prediction}, whose {@code label} is learnt at the end of its batch. */
    float[] next(double label, float... prediction) {
        return next(label, 1, prediction);
    }

    /** Likewise, of a task whose labels deviate by {@code scale} from a mean of 0. */
    float[] next(double label, double scale, float... prediction) {
        int at = size * outputs;
        calibration.adjust(size, prediction, 0, scale, batch, at);
        float[] result = new float[outputs];
        System.arraycopy(batch, at, result, 0, outputs);
        published.add(result);
        labels[size] = label;
        scales[size] = scale;
        size++;
        if (size == BATCH) {
            learn();
        }
        return result;
    }

    private void learn() {
        for (int example = 0; example < BATCH; example++) {
            if (!Double.isNaN(labels[example])) {
                calibration.add(example, labels[example], 0, scales[example], batch, example * outputs);
            }
        }
        calibration.finish();
        size = 0;
    }

    /** All that was published. */
    List<float[]> published() {
        return published;
    }
}
