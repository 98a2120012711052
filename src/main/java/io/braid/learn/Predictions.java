package io.braid.learn;

import io.braid.learn.task.Task;
import java.util.Arrays;
import java.util.List;

/** What the model predicts for the examples of a batch, in the labels' own terms. */
public final class Predictions {
    private final int width;
    private final int[] starts;
    private final float[] values;

    /** Room for {@code capacity} examples. */
    Predictions(List<Task> tasks, int capacity) {
        starts = new int[tasks.size() + 1];
        for (int task = 0; task < tasks.size(); task++) {
            starts[task + 1] = starts[task] + tasks.get(task).outputs();
        }
        width = starts[tasks.size()];
        values = new float[capacity * width];
    }

    /** The probability of true, the probability per class, or the value that {@code task} has for {@code example}. */
    public float[] of(int example, int task) {
        return Arrays.copyOfRange(values, example * width + starts[task], example * width + starts[task + 1]);
    }

    /** Writes what {@link #of} gives into {@code target}, from {@code at} on. */
    public void read(int example, int task, float[] target, int at) {
        int place = place(example, task);
        for (int k = 0; k < starts[task + 1] - starts[task]; k++) {
            target[at + k] = values[place + k];
        }
    }

    float[] values() {
        return values;
    }

    int place(int example, int task) {
        return example * width + starts[task];
    }
}
