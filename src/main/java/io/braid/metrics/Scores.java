package io.braid.metrics;

import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** The scores of one task over a stretch of labelled events, in memory that does not grow with their number. */
public sealed interface Scores permits BinaryScores, MulticlassScores, RegressionScores {
    /** Scores for {@code task}, with nothing added yet. */
    static Scores of(TaskConfig task) {
        if (task instanceof TaskConfig.Binary) {
            return new BinaryScores();
        }
        if (task instanceof TaskConfig.Multiclass multiclass) {
            return new MulticlassScores(multiclass.classes().size());
        }
        return new RegressionScores();
    }

    /**
     * Takes one labelled event into account.
     *
     * @param label 0 or 1, the class's index, or the number in its own units; never {@code NaN}
     * @param prediction the probability of true, the probability per class, or the value in the label's own units, with its
     *     lower and upper bound if it has an interval
     */
    void add(double label, float[] prediction);

    /** How many labelled events were added. */
    long count();

    /** The scores by the names of the summary, in its order; empty when nothing was added. */
    Map<String, Double> values();

    /** Forgets everything. */
    void reset();

    /** Writes all that {@link #load} needs to go on as if nothing had happened, but for intervals. */
    void save(DataOutput out) throws IOException;

    /** Takes over what {@link #save} wrote. */
    void load(DataInput in) throws IOException;

    /** Writes what is known of intervals: nothing, of a task that has none. */
    default void saveIntervals(DataOutput out) throws IOException {}

    /** Takes over what {@link #saveIntervals} wrote. */
    default void loadIntervals(DataInput in) throws IOException {}

    /** Forgets what is known of intervals. */
    default void resetIntervals() {}
}
