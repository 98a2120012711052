package io.braid.metrics;

import io.braid.config.TaskConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The prequential scores of one task: over all events, over the second half of them, and over the current window.
 *
 * <p>Prequential (Dawid 1984): an event's prediction is made before its label is used, so every event is a test
 * first.
 *
 * <p>A prediction with a {@code NaN} or an infinite value has no score, and one of them would leave every mean
 * without a value for ever. Such events are left out of the scores and counted in {@link #nonFinite()}.
 *
 * <p>Order of use: {@link #add} per event, {@link #closeWindow} where a window ends. Not safe for several threads.
 */
public final class ProgressiveScore {
    private final TaskConfig task;
    private final Scores total;
    private final Scores secondHalf;
    private final Scores window;
    private long halfAt;
    private long nextEvent;
    private long nonFinite;

    /**
     * Scores of {@code task}, with nothing added yet.
     *
     * @param halfAt index of the first event of the second half; {@link Long#MAX_VALUE}: there is no second half
     */
    public ProgressiveScore(TaskConfig task, long halfAt) {
        this.task = task;
        this.halfAt = checked(halfAt);
        total = Scores.of(task);
        secondHalf = Scores.of(task);
        window = Scores.of(task);
    }

    /**
     * Takes one event into account.
     *
     * @param eventIndex the event's place in the stream, counted from 0
     * @param label 0 or 1, the class's index, or the number in its own units; {@code NaN}: no label, no score
     * @param prediction the probability of true, the probability per class, or the value in the label's own units, with its
     *     lower and upper bound if it has an interval
     */
    public void add(long eventIndex, double label, float[] prediction) {
        nextEvent = Math.max(nextEvent, eventIndex + 1);
        if (Double.isNaN(label)) {
            return;
        }
        if (!isFinite(prediction)) {
            nonFinite++;
            return;
        }
        total.add(label, prediction);
        window.add(label, prediction);
        if (eventIndex >= halfAt) {
            secondHalf.add(label, prediction);
        }
    }

    /** The scores over all events. */
    public Scores total() {
        return total;
    }

    /** The scores over the events from {@link #halfAt()} on. */
    public Scores secondHalf() {
        return secondHalf;
    }

    /** The scores over the events since the last {@link #closeWindow}. */
    public Scores window() {
        return window;
    }

    /** Starts a new window. */
    public void closeWindow() {
        window.reset();
    }

    /** How many labelled events were left out because their prediction was {@code NaN} or infinite. */
    public long nonFinite() {
        return nonFinite;
    }

    /** Index of the first event of the second half; {@link Long#MAX_VALUE}: there is no second half. */
    public long halfAt() {
        return halfAt;
    }

    /**
     * Moves the start of the second half, once it is known how many events there will be.
     *
     * <p>The second half always holds exactly the events from {@link #halfAt()} on. Where {@code boundary} lies among
     * the events already added it can't be set any more; then the nearer one of the two exact choices is taken: the
     * boundary that stands, or the next event.
     *
     * @param boundary index of the first event of the second half; {@link Long#MAX_VALUE}: there is none
     */
    public void halfAt(long boundary) {
        long possible = Math.max(checked(boundary), nextEvent);
        if (Math.abs(boundary - halfAt) <= possible - boundary) {
            return;
        }
        halfAt = possible;
        secondHalf.reset();
    }

    /** Forgets every event; the second half stays where it starts. */
    public void reset() {
        total.reset();
        secondHalf.reset();
        window.reset();
        nextEvent = 0;
        nonFinite = 0;
    }

    /** Scores of their own that go on from here. */
    public ProgressiveScore copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressiveScore copy = new ProgressiveScore(task, halfAt);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            save(out);
            saveIntervals(out);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            copy.load(in);
            copy.loadIntervals(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Writes all that {@link #load} needs to go on as if nothing had happened, but for intervals. */
    public void save(DataOutput out) throws IOException {
        Counts.writeNumber(out, halfAt);
        Counts.writeNumber(out, nextEvent);
        Counts.writeNumber(out, nonFinite);
        total.save(out);
        secondHalf.save(out);
        window.save(out);
    }

    /** Takes over what {@link #save} wrote, {@link #halfAt()} included. */
    public void load(DataInput in) throws IOException {
        halfAt = Counts.readNumber(in);
        nextEvent = Counts.readNumber(in);
        nonFinite = Counts.readNumber(in);
        total.load(in);
        secondHalf.load(in);
        window.load(in);
    }

    /** Writes what is known of intervals, which lies apart since older states don't have it. */
    public void saveIntervals(DataOutput out) throws IOException {
        total.saveIntervals(out);
        secondHalf.saveIntervals(out);
        window.saveIntervals(out);
    }

    /** Takes over what {@link #saveIntervals} wrote. */
    public void loadIntervals(DataInput in) throws IOException {
        total.loadIntervals(in);
        secondHalf.loadIntervals(in);
        window.loadIntervals(in);
    }

    /** Forgets what is known of intervals. */
    public void resetIntervals() {
        total.resetIntervals();
        secondHalf.resetIntervals();
        window.resetIntervals();
    }

    private static boolean isFinite(float[] prediction) {
        for (float value : prediction) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static long checked(long boundary) {
        if (boundary < 0) {
            throw new IllegalArgumentException(
                    "start of the second half: " + boundary + " (expected: an event's index, at least 0)");
        }
        return boundary;
    }
}
