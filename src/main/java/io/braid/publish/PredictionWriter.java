package io.braid.publish;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.SubjectNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Writes predictions as Avro records in Confluent's framing, of the schemas of {@link PublishedSchemas}.
 *
 * <p>One is written per event and task, so the fields go straight into a buffer that is used again and again. Not
 * safe for several threads.
 */
public final class PredictionWriter {
    private final List<Target> targets;
    private final FramedBuffer buffer = new FramedBuffer();
    private String lastId = "";
    private byte[] lastIdBytes = {};

    /**
     * Registers the schema of every task's topic, under the subject that the configured strategy names.
     *
     * @throws io.braid.registry.RegistryException when the registry refuses one or can't be asked
     */
    public PredictionWriter(BraidConfig config, SchemaRegistry registry) {
        targets = config.tasks().stream()
                .map(task -> Target.of(config, task, registry))
                .toList();
    }

    /**
     * The framed record of one prediction.
     *
     * @param task the task's position in the configuration
     * @param eventTime in milliseconds since 1970-01-01T00:00Z
     * @param modelVersion how many updates the weights had seen
     * @param values the probability of true, the probability per class, or the value in the label's own units, with its
     *     lower and upper bound if it has an interval
     * @return an array of its own, of exactly the record's size
     */
    public byte[] write(int task, String eventId, long eventTime, long modelVersion, float[] values) {
        Target target = targets.get(task);
        target.values.require(values.length);
        buffer.start(target.schemaId);
        buffer.writeString(utf8(eventId));
        buffer.writeString(target.task);
        buffer.writeLong(modelVersion);
        buffer.writeLong(eventTime);
        target.values.write(buffer, values);
        return buffer.toBytes();
    }

    /** {@code eventId} in UTF-8: the tasks of an event come one after the other. */
    private byte[] utf8(String eventId) {
        if (!eventId.equals(lastId)) {
            lastId = eventId;
            lastIdBytes = eventId.getBytes(StandardCharsets.UTF_8);
        }
        return lastIdBytes;
    }

    /**
     * What is the same for all predictions of a task.
     *
     * @param task the task's name in UTF-8
     */
    private record Target(int schemaId, byte[] task, PredictedValues values) {
        static Target of(BraidConfig config, TaskConfig task, SchemaRegistry registry) {
            Schema schema = PublishedSchemas.prediction(task);
            String subject = SubjectNames.of(config.registry()).valueSubject(config.predictionsTopic(task), schema);
            return new Target(
                    registry.register(subject, schema),
                    task.name().getBytes(StandardCharsets.UTF_8),
                    PredictedValues.of(task, config.predictions()));
        }
    }
}
