package io.braid.calibrate;

import java.util.ArrayList;
import java.util.List;

/** Gives predictions and labels to one task's calibration as the pipeline does, in batches, and keeps what is published. */
final class LabelledStream {
    private static final int BATCH = 8;

    private final TaskCalibration calibration;
    private final TaskBatch batch;
    private final List<float[]> published = new ArrayList<>();
    private int size;

    LabelledStream(TaskCalibration calibration) {
        this.calibration = calibration;
        this.batch = new TaskBatch(BATCH, calibration.inputs(), calibration.outputs());
    }

    /** Room for the examples of a batch. */
    static int capacity() {
        return BATCH;
    }

    /** What is published for {@code prediction}, whose {@code label} is learnt at the end of its batch. */
    float[] next(double label, float... prediction) {
        return nextOf(0, 1, label, prediction);
    }

    /** Likewise, of a task whose labels deviate by {@code scale} from a mean of {@code shift}. */
    float[] nextOf(double shift, double scale, double label, float... prediction) {
        System.arraycopy(prediction, 0, batch.predicted, size * prediction.length, prediction.length);
        batch.labels[size] = label;
        batch.shifts[size] = shift;
        batch.scales[size] = scale;
        calibration.adjust(batch, size, size + 1);
        float[] result = batch.published(size);
        published.add(result);
        size++;
        if (size == BATCH) {
            calibration.learn(batch, size);
            size = 0;
        }
        return result;
    }

    /** All that was published. */
    List<float[]> published() {
        return published;
    }
}
