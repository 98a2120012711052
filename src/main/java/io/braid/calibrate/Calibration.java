package io.braid.calibrate;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.learn.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What is published of the model's predictions: calibrated probabilities, and intervals around numbers.
 *
 * <p>Order of use for a batch: {@link #adjust}, as often as wanted, {@link #of}, {@link #learn}. What {@link #adjust} gives
 * follows from the batches learnt from before alone, so that a prediction that is asked for early is the one in time, to the bit.
 */
public final class Calibration {
    private final List<String> names;
    private final List<TaskCalibration> tasks;
    private final List<TaskBatch> batches;

    /** A calibration that has seen no label, for batches of {@code config}'s size. */
    public Calibration(BraidConfig config) {
        int capacity = config.batch().size();
        names = config.tasks().stream().map(TaskConfig::name).toList();
        tasks = config.tasks().stream()
                .map(task -> TaskCalibration.of(task, config.predictions(), capacity))
                .toList();
        batches = tasks.stream()
                .map(task -> new TaskBatch(capacity, task.inputs(), task.outputs()))
                .toList();
    }

    /** Makes the model's {@code predictions} for the examples of {@code batch} from {@code from} on into what is published. */
    public void adjust(Batch batch, int from, Predictions predictions) {
        for (int task = 0; task < tasks.size(); task++) {
            TaskBatch column = batches.get(task);
            int inputs = tasks.get(task).inputs();
            for (int example = from; example < batch.size(); example++) {
                predictions.read(example, task, column.predicted, example * inputs);
                column.shifts[example] = batch.shift(example, task);
                column.scales[example] = batch.scale(example, task);
            }
            tasks.get(task).adjust(column, from, batch.size());
        }
    }

    /**
     * What {@link #adjust} made of the prediction of {@code task} for {@code example}: the probability of true, the probability per
     * class, or the value; with intervals the value, its lower and its upper bound, which are {@code NaN} before the first label.
     */
    public float[] of(int example, int task) {
        return batches.get(task).published(example);
    }

    /** Learns from the labels of {@code batch}, all of whose examples {@link #adjust} has seen. */
    public void learn(Batch batch) {
        for (int task = 0; task < tasks.size(); task++) {
            TaskBatch column = batches.get(task);
            for (int example = 0; example < batch.size(); example++) {
                column.labels[example] = batch.label(example, task);
            }
            tasks.get(task).learn(column, batch.size());
        }
    }

    /** Forgets every label. */
    public void reset() {
        tasks.forEach(TaskCalibration::reset);
    }

    /** Starts over with what {@code other} has learnt of the tasks that both have, by name, and publish in the same way. */
    public void carryOver(Calibration other) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            other.save(new DataOutputStream(bytes));
            load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all that was learnt. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(tasks.size());
        for (int task = 0; task < tasks.size(); task++) {
            ByteArrayOutputStream state = new ByteArrayOutputStream();
            tasks.get(task).save(new DataOutputStream(state));
            out.writeUTF(names.get(task));
            out.writeUTF(tasks.get(task).kind());
            out.writeInt(state.size());
            out.write(state.toByteArray());
        }
    }

    /** Takes over what {@link #save} wrote of the tasks that are here too and publish in the same way; the others start anew. */
    public void load(DataInput in) throws IOException {
        reset();
        for (int left = in.readInt(); left > 0; left--) {
            int task = names.indexOf(in.readUTF());
            String kind = in.readUTF();
            byte[] state = new byte[in.readInt()];
            in.readFully(state);
            if (task >= 0 && tasks.get(task).kind().equals(kind)) {
                tasks.get(task).load(new DataInputStream(new ByteArrayInputStream(state)));
            }
        }
    }
}
