package io.braid.calibrate;

import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the predictions of one task are made into those that are published, and what it learns from their labels.
 *
 * <p>Order of use for a batch: {@link #adjust} for its examples, {@link #add} for those with a label, {@link #finish}.
 * What {@link #adjust} gives changes in {@link #finish} alone.
 */
sealed interface TaskCalibration permits Unchanged, TwoSlopes, Temperature, Interval {
    /** How many numbers a published prediction has. */
    int outputs();

    /**
     * Makes a prediction into what is published.
     *
     * @param example its place in the batch
     * @param raw what the model predicts, {@code Predictions}' numbers for the task
     * @param shift what was known of the labels when the example arrived ({@code NaN}: nothing)
     * @param scale likewise
     * @param published takes {@link #outputs()} numbers from {@code at} on
     */
    void adjust(int example, float[] raw, double shift, double scale, float[] published, int at);

    /**
     * Takes a label into account.
     *
     * @param example whose, in the batch; {@link #adjust} has seen it
     * @param label in its own unit, not {@code NaN}
     * @param shift as for {@link #adjust}
     * @param scale likewise
     * @param published what {@link #adjust} made of the prediction, from {@code at} on
     */
    void add(int example, double label, double shift, double scale, float[] published, int at);

    /** Ends a batch: from here on its labels count. */
    void finish();

    /** Forgets every label. */
    void reset();

    /** What the saved state is of; it is of no use to another kind. */
    String kind();

    /** Writes the state as it is between two batches. */
    void save(DataOutput out) throws IOException;

    /** Takes over what {@link #save} wrote. */
    void load(DataInput in) throws IOException;

    /** What {@code config} wants for {@code task}, in batches of {@code capacity} examples. */
    static TaskCalibration of(TaskConfig task, PredictionsConfig config, int capacity) {
        if (task instanceof TaskConfig.Multiclass multiclass) {
            int classes = multiclass.classes().size();
            return config.calibrate() ? new Temperature(classes, capacity) : new Unchanged(classes);
        }
        if (task instanceof TaskConfig.Binary) {
            return config.calibrate() ? new TwoSlopes(capacity) : new Unchanged(1);
        }
        return config.hasInterval() ? new Interval(config.interval(), capacity) : new Unchanged(1);
    }
}
