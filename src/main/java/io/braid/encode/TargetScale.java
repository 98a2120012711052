package io.braid.encode;

import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The unit in which a task's labels are learnt: a regression's labels in standard deviations from their running mean
 * (counts as multiples of their mean), classes as they are.
 */
final class TargetScale {
    private final boolean scaled;
    private final boolean centred;
    private final RobustMoments moments = new RobustMoments();

    TargetScale(TaskConfig task) {
        scaled = task instanceof TaskConfig.Regression;
        centred = task.loss() != LossType.POISSON;
    }

    /** What is added to a scaled output; {@code NaN} while no label was seen. */
    double shift() {
        if (!scaled) {
            return 0;
        }
        return moments.isEmpty() ? Double.NaN : centred ? moments.mean() : 0;
    }

    /** What an output is multiplied by. */
    double scale() {
        if (!scaled) {
            return 1;
        }
        return centred ? moments.deviation() : moments.mean();
    }

    /** Takes the next label into account. */
    void add(double label) {
        if (scaled) {
            moments.add(label);
        }
    }

    /** {@code label} in the unit as it is now; one far out is learnt as {@link RobustMoments#limited} has it. */
    float target(double label) {
        if (!scaled) {
            return (float) label;
        }
        double scale = scale();
        return scale > 0 ? (float) ((moments.limited(label) - shift()) / scale) : 0f;
    }

    void reset() {
        moments.reset();
    }

    void save(DataOutput out) throws IOException {
        moments.save(out);
    }

    void load(DataInput in) throws IOException {
        moments.load(in);
    }
}
