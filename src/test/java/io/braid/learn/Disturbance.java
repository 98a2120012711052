package io.braid.learn;

import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What may happen to the numbers of a stream, for one event or for many; all that a record may hold without being rejected. */
enum Disturbance {
    HUGE_NUMBERS(x -> Math.copySign(Float.MAX_VALUE, x)),
    DENORMAL_NUMBERS(x -> Math.copySign(Float.MIN_VALUE, x)),
    MISSING_NUMBERS(x -> Double.NaN),
    CONSTANT_NUMBERS(x -> 5),
    LARGER_NUMBERS(x -> 1e6 * x),
    SMALLER_NUMBERS(x -> 1e-6 * x),
    WILD_LABELS(TaskConfig.Regression.class, (task, y) -> 1e30),
    LARGER_LABELS(TaskConfig.Regression.class, (task, y) -> 1e6 * y),
    SMALLER_LABELS(TaskConfig.Regression.class, (task, y) -> 1e-6 * y),
    CONSTANT_LABELS(TaskConfig.class, (task, y) -> 0),
    FLIPPED_LABELS(TaskConfig.class, Disturbance::flipped);

    private final DoubleUnaryOperator number;
    private final Class<? extends TaskConfig> tasks;
    private final Label label;

    private interface Label {
        double of(TaskConfig task, double label);
    }

    /** A disturbance of all numbers, of vectors too. */
    Disturbance(DoubleUnaryOperator number) {
        this.number = number;
        this.tasks = TaskConfig.class;
        this.label = (task, y) -> y;
    }

    /** A disturbance of the labels of one type of task. */
    Disturbance(Class<? extends TaskConfig> tasks, Label label) {
        this.number = x -> x;
        this.tasks = tasks;
        this.label = label;
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
            if (this.tasks.isInstance(tasks.get(task))) {
                labels[task] = label.of(tasks.get(task), labels[task]);
            }
        }
        return new Event(
                event.key(),
                event.id(),
                event.timestamp(),
                Arrays.stream(event.numbers()).map(number).toArray(),
                event.texts(),
                Arrays.stream(event.vectors()).map(this::vector).toArray(float[][]::new),
                labels);
    }

    private float[] vector(float[] vector) {
        if (vector == null || this == MISSING_NUMBERS) {
            return null;
        }
        float[] disturbed = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            disturbed[i] = (float) number.applyAsDouble(vector[i]);
        }
        return disturbed;
    }
}
