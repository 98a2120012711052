package io.braid.topology;

import io.braid.config.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps results until there is an output to send them to: those of the given tasks, which are known by their names. */
final class DueOutput implements Output {
    private final List<TaskConfig> tasks;
    private final List<Consumer<Output>> due = new ArrayList<>();

    /** Nothing yet, of {@code tasks}. */
    DueOutput(List<TaskConfig> tasks) {
        this.tasks = tasks;
    }

    @Override
    public void prediction(
            TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long modelVersion, float[] values) {
        float[] copy = values.clone();
        named(task)
                .ifPresent(known ->
                        due.add(output -> output.prediction(known, key, eventId, eventTime, modelVersion, copy)));
    }

    @Override
    public void predicted() {
        due.add(Output::predicted);
    }

    @Override
    public void metrics(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            long drifts,
            Map<String, Double> scores) {
        named(task)
                .ifPresent(known -> due.add(
                        output -> output.metrics(known, fromEvent, toEvent, labelled, modelVersion, drifts, scores)));
    }

    private Optional<TaskConfig> named(TaskConfig task) {
        return tasks.stream().filter(known -> known.name().equals(task.name())).findFirst();
    }

    boolean isEmpty() {
        return due.isEmpty();
    }

    /** Sends all that is due, in order. */
    void sendTo(Output output) {
        due.forEach(result -> result.accept(output));
        due.clear();
    }

    void clear() {
        due.clear();
    }
}
