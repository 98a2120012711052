package io.braid.calibrate;

import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How the predictions of one task are made into those that are published, and what it learns from their labels. */
sealed interface TaskCalibration permits Unchanged, TwoSlopes, Temperature, Interval {
    /** How many numbers the model's prediction has. */
    int inputs();

    /** How many numbers a published prediction has. */
    int outputs();

    /** Makes what the model predicts for the examples {@code from} to {@code to} (not included) into what is published. */
    void adjust(TaskBatch batch, int from, int to);

    /** Learns from the labels of the first {@code size} examples, which {@link #adjust} has seen. */
    void learn(TaskBatch batch, int size);

    /** Forgets every label. */
    void reset();

    /** What the saved state is of; it is of no use to another kind. */
    String kind();

    /** Writes what was learnt. */
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
        return config.hasInterval() ? new Interval(config.interval()) : new Unchanged(1);
    }
}
