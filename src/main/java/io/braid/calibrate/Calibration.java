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
import java.util.Arrays;
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
    private final int[] starts;
    private final float[] published;
    private final float[] raw;

    /** A calibration that has seen no label, for batches of {@code config}'s size. */
    public Calibration(BraidConfig config) {
        int capacity = config.batch().size();
        names = config.tasks().stream().map(TaskConfig::name).toList();
        tasks = config.tasks().stream()
                .map(task -> TaskCalibration.of(task, config.predictions(), capacity))
                .toList();
        starts = new int[tasks.size() + 1];
        for (int task = 0; task < tasks.size(); task++) {
            starts[task + 1] = starts[task] + tasks.get(task).outputs();
        }
        published = new float[capacity * width()];
        raw = new float[width()];
    }

    private int width() {
        return starts[tasks.size()];
    }

    private int place(int example, int task) {
        return example * width() + starts[task];
    }

    /** Makes the model's {@code predictions} for the examples of {@code batch} from {@code from} on into what is published. */
    public void adjust(Batch batch, int from, Predictions predictions) {
        for (int task = 0; task < tasks.size(); task++) {
            TaskCalibration calibration = tasks.get(task);
            for (int example = from; example < batch.size(); example++) {
                predictions.read(example, task, raw);
                calibration.adjust(
                        example,
                        raw,
                        batch.shift(example, task),
                        batch.scale(example, task),
                        published,
                        place(example, task));
            }
        }
    }

    /**
     * What {@link #adjust} made of the prediction of {@code task} for {@code example}: the probability of true, the probability per
     * class, or the value; with intervals the value, its lower and its upper bound, which are {@code NaN} before the first label.
     */
    public float[] of(int example, int task) {
        return Arrays.copyOfRange(
                published,
                place(example, task),
                place(example, task) + tasks.get(task).outputs());
    }

    /** Learns from the labels of {@code batch}, all of whose examples {@link #adjust} has seen. */
    public void learn(Batch batch) {
        for (int task = 0; task < tasks.size(); task++) {
            TaskCalibration calibration = tasks.get(task);
            for (int example = 0; example < batch.size(); example++) {
                double label = batch.label(example, task);
                if (!Double.isNaN(label)) {
                    calibration.add(
                            example,
                            label,
                            batch.shift(example, task),
                            batch.scale(example, task),
                            published,
                            place(example, task));
                }
            }
            calibration.finish();
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

    /** Writes all that {@link #load} needs to go on as if nothing had happened, but for examples without {@link #learn}. */
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
