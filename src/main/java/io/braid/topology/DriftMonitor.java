package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.drift.BoundedLoss;
import io.braid.drift.DriftDetector;
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
import java.util.Locale;

/**
 * Watches, per task, how wrong the predictions of labelled events are, and tells when that has risen. What it comes to follows from
 * the events and their order alone.
 */
final class DriftMonitor {
    /** Of no event. */
    static final long NEVER = -1;

    private final List<TaskConfig> tasks;
    private final String section;
    private final List<DriftDetector> detectors;
    private final long[] drifts;
    private final long[] last;

    /** What is done about a task whose loss has risen. */
    @FunctionalInterface
    interface Reaction {
        /**
         * The loss of {@code task} has risen.
         *
         * @param event the index of the event whose loss told it, counted from 0
         */
        void to(int task, long event);
    }

    DriftMonitor(BraidConfig config) {
        tasks = config.tasks();
        section = "drift " + config.drift().detector().name().toLowerCase(Locale.ROOT);
        detectors = tasks.stream()
                .flatMap(task -> DriftDetector.of(config.drift()).stream())
                .toList();
        drifts = new long[tasks.size()];
        last = new long[tasks.size()];
        Arrays.fill(last, NEVER);
    }

    /** The name of its part of a checkpoint: another detector doesn't take up what this one saved. */
    String section() {
        return section;
    }

    /** Adds the batch's losses, and lets {@code reaction} know of each task in which they have risen, once. */
    void add(Batch batch, PendingEvents pending, Predictions predictions, Reaction reaction) {
        for (int task = 0; task < detectors.size(); task++) {
            long before = drifts[task];
            for (int place = 0; place < batch.size(); place++) {
                if (hasRisen(task, batch, place, predictions)) {
                    drifts[task]++;
                    last[task] = pending.entry(place).index();
                }
            }
            if (drifts[task] > before) {
                reaction.to(task, last[task]);
            }
        }
    }

    /** An event without a label, without a unit yet, or whose prediction isn't finite, tells nothing. */
    private boolean hasRisen(int task, Batch batch, int place, Predictions predictions) {
        double label = batch.label(place, task);
        if (Double.isNaN(label) || Double.isNaN(batch.shift(place, task))) {
            return false;
        }
        double loss = BoundedLoss.of(tasks.get(task), label, predictions.of(place, task), batch.scale(place, task));
        return !Double.isNaN(loss) && detectors.get(task).add(loss);
    }

    /** How often the loss of {@code task} has risen. */
    long drifts(int task) {
        return drifts[task];
    }

    /** The index of the event that told so last, counted from 0, or {@link #NEVER}. */
    long last(int task) {
        return last[task];
    }

    /** Takes over what {@code other} knows of the tasks that it has too, if its detectors are of the same kind. */
    void carryOver(DriftMonitor other) {
        reset();
        List<String> names = other.tasks.stream().map(TaskConfig::name).toList();
        for (int task = 0; task < tasks.size(); task++) {
            int origin = names.indexOf(tasks.get(task).name());
            if (origin >= 0 && section.equals(other.section)) {
                load(task, saved(other, origin));
            }
        }
    }

    private void load(int task, byte[] saved) {
        try {
            load(task, new DataInputStream(new ByteArrayInputStream(saved)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] saved(DriftMonitor monitor, int task) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            monitor.save(task, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void save(DataOutput out) throws IOException {
        for (int task = 0; task < detectors.size(); task++) {
            save(task, out);
        }
    }

    private void save(int task, DataOutput out) throws IOException {
        out.writeLong(drifts[task]);
        out.writeLong(last[task]);
        detectors.get(task).save(out);
    }

    void load(DataInput in) throws IOException {
        for (int task = 0; task < detectors.size(); task++) {
            load(task, in);
        }
    }

    private void load(int task, DataInput in) throws IOException {
        drifts[task] = in.readLong();
        last[task] = in.readLong();
        detectors.get(task).load(in);
    }

    /** Forgets every event. */
    void reset() {
        Arrays.fill(drifts, 0);
        Arrays.fill(last, NEVER);
        detectors.forEach(DriftDetector::reset);
    }
}
