package io.braid.learn;

import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may happen to the numbers of a stream, for one event or for many; all that a record may hold without being rejected. */
enum Disturbance {
    HUGE_NUMBERS,
    DENORMAL_NUMBERS,
    MISSING_NUMBERS,
    CONSTANT_NUMBERS,
    LARGER_NUMBERS,
    SMALLER_NUMBERS,
    WILD_LABELS,
    LARGER_LABELS,
    SMALLER_LABELS,
    CONSTANT_LABELS,
    FLIPPED_LABELS;

    private double number(double value) {
        return switch (this) {
            case HUGE_NUMBERS -> Math.copySign(Float.MAX_VALUE, value);
            case DENORMAL_NUMBERS -> Math.copySign(Float.MIN_VALUE, value);
            case MISSING_NUMBERS -> Double.NaN;
            case CONSTANT_NUMBERS -> 5;
            case LARGER_NUMBERS -> 1e6 * value;
            case SMALLER_NUMBERS -> 1e-6 * value;
            default -> value;
        };
    }

    private double label(TaskConfig task, double label) {
        boolean isNumber = task instanceof TaskConfig.Regression;
        return switch (this) {
            case WILD_LABELS -> isNumber ? 1e30 : label;
            case LARGER_LABELS -> isNumber ? 1e6 * label : label;
            case SMALLER_LABELS -> isNumber ? 1e-6 * label : label;
            case CONSTANT_LABELS -> 0;
            case FLIPPED_LABELS -> flipped(task, label);
            default -> label;
        };
    }

    /** The classes in reverse, and numbers mirrored where {@code SampleEvents} has their middle. */
    private static double flipped(TaskConfig task, double label) {
        if (task instanceof TaskConfig.Binary) {
            return 1 - label;
        }
        if (task instanceof TaskConfig.Multiclass multiclass) {
            return multiclass.classes().size() - 1 - label;
        }
        return (task.loss() == LossType.POISSON ? 9 : 80) - label;
    }

    /** {@code event}, of {@code tasks}, as it would be disturbed. */
    Event of(Event event, List<TaskConfig> tasks) {
        double[] labels = event.labels().clone();
        for (int task = 0; task < labels.length; task++) {
            labels[task] = label(tasks.get(task), labels[task]);
        }
        return new Event(
                event.key(),
                event.id(),
                event.timestamp(),
                Arrays.stream(event.numbers()).map(this::number).toArray(),
                event.texts(),
                Arrays.stream(event.vectors()).map(this::vector).toArray(float[][]::new),
                labels);
    }

    private float @Nullable [] vector(float @Nullable [] vector) {
        if (vector == null || this == MISSING_NUMBERS) {
            return null;
        }
        float[] disturbed = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            disturbed[i] = (float) number(vector[i]);
        }
        return disturbed;
    }
}
