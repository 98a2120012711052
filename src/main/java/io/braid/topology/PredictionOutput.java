package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.publish.CombinedPredictionWriter;
import io.braid.publish.PredictionWriter;
import io.braid.registry.SchemaRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predictions as records for the sinks that {@code predictions.topics} asks for. */
final class PredictionOutput {
    private final List<TaskConfig> tasks;
    private final List<String> sinks;
    private final @Nullable PredictionWriter perTask;
    private final @Nullable CombinedPredictionWriter combined;
    private byte @Nullable [] key;
    private String eventId = "";
    private long eventTime;
    private long modelVersion;

    /** Takes records. */
    interface Sender {
        void send(String sink, byte @Nullable [] key, byte[] value);
    }

    /**
     * Registers the schemas of the topics.
     *
     * @throws io.braid.registry.RegistryException when the registry refuses one or can't be asked
     */
    PredictionOutput(BraidConfig config, SchemaRegistry registry) {
        tasks = config.tasks();
        sinks = tasks.stream().map(Sinks::predictions).toList();
        perTask = config.predictions().perTask() ? new PredictionWriter(config, registry) : null;
        combined = config.predictions().combined() ? new CombinedPredictionWriter(config, registry) : null;
    }

    /** See {@link Output#prediction}. */
    void prediction(
            TaskConfig task,
            byte @Nullable [] key,
            String eventId,
            long eventTime,
            long modelVersion,
            float[] values,
            Sender sender) {
        int position = tasks.indexOf(task);
        if (position < 0) {
            throw new IllegalArgumentException("task " + task.name() + " (expected: one of the configuration's own)");
        }
        if (perTask != null) {
            sender.send(sinks.get(position), key, perTask.write(position, eventId, eventTime, modelVersion, values));
        }
        if (combined != null) {
            combined.add(position, values);
            this.key = key;
            this.eventId = eventId;
            this.eventTime = eventTime;
            this.modelVersion = modelVersion;
        }
    }

    /** See {@link Output#predicted}. */
    void predicted(Sender sender) {
        if (combined != null && !combined.isEmpty()) {
            sender.send(Sinks.COMBINED_PREDICTIONS, key, combined.write(eventId, eventTime, modelVersion));
        }
    }
}
