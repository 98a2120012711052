package io.braid.publish;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.SubjectNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes the predictions of all tasks for one event as one Avro record in Confluent's framing.
 *
 * <p>Order of use: {@link #add} for each task that has a prediction, {@link #write}. Not safe for several threads.
 */
public final class CombinedPredictionWriter {
    private final int schemaId;
    private final List<Group> groups;
    private final float[] @Nullable [] added;
    private final FramedBuffer buffer = new FramedBuffer();
    private int count;

    /**
     * Registers the schema of the common topic, under the subject that the configured strategy names.
     *
     * @throws io.braid.registry.RegistryException when the registry refuses it or can't be asked
     */
    public CombinedPredictionWriter(BraidConfig config, SchemaRegistry registry) {
        Schema schema = PublishedSchemas.EVENT_PREDICTIONS;
        String subject = SubjectNames.of(config.registry()).valueSubject(config.combinedPredictionsTopic(), schema);
        schemaId = registry.register(subject, schema);
        // In the order of the schema's maps.
        groups = List.of(
                Group.of(config, TaskConfig.Binary.class, PredictedValues::within, values -> true),
                Group.of(config, TaskConfig.Multiclass.class, PredictedValues::within, values -> true),
                Group.of(config, TaskConfig.Regression.class, PredictedValues::within, values -> true),
                Group.of(
                        config,
                        TaskConfig.Regression.class,
                        task -> new PredictedValues.Bounds(config.predictions().interval()),
                        PredictedValues.Bounds::areIn));
        added = new float[config.tasks().size()][];
    }

    /**
     * Adds a prediction for the event at hand.
     *
     * @param task the task's position in the configuration
     * @param values the probability of true, the probability per class, or the value in the label's own units, with its
     *     lower and upper bound if it has an interval; kept until
     *     {@link #write}
     */
    public void add(int task, float[] values) {
        added[task] = values;
        count++;
    }

    /** Whether none was added since the last record. */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * The framed record of the predictions that were added.
     *
     * @param eventTime in milliseconds since 1970-01-01T00:00Z
     * @param modelVersion how many updates the weights had seen
     * @return an array of its own, of exactly the record's size
     */
    public byte[] write(String eventId, long eventTime, long modelVersion) {
        buffer.start(schemaId);
        buffer.writeString(eventId);
        buffer.writeLong(modelVersion);
        buffer.writeLong(eventTime);
        for (Group group : groups) {
            group.write(buffer, added);
        }
        Arrays.fill(added, null);
        count = 0;
        return buffer.toBytes();
    }

    /**
     * The tasks of one type, of which a map holds something.
     *
     * @param positions in the configuration
     * @param names in UTF-8
     * @param has whether a prediction has what the map holds
     */
    private record Group(int[] positions, byte[][] names, PredictedValues[] ways, Predicate<float[]> has) {
        static Group of(
                BraidConfig config,
                Class<? extends TaskConfig> type,
                Function<TaskConfig, PredictedValues> way,
                Predicate<float[]> has) {
            List<TaskConfig> tasks = config.tasks();
            int[] positions = IntStream.range(0, tasks.size())
                    .filter(position -> type.isInstance(tasks.get(position)))
                    .toArray();
            return new Group(
                    positions,
                    IntStream.of(positions)
                            .mapToObj(position -> tasks.get(position).name().getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new),
                    IntStream.of(positions)
                            .mapToObj(position -> way.apply(tasks.get(position)))
                            .toArray(PredictedValues[]::new),
                    has);
        }

        /** Writes the map: one block with as many entries as there are predictions, if any, and the end. */
        void write(FramedBuffer buffer, float[] @Nullable [] added) {
            int entries = 0;
            for (int position : positions) {
                entries += isIn(added[position]) ? 1 : 0;
            }
            if (entries > 0) {
                buffer.writeLong(entries);
            }
            for (int i = 0; i < positions.length; i++) {
                float[] values = added[positions[i]];
                if (values != null && isIn(values)) {
                    buffer.writeString(names[i]);
                    ways[i].write(buffer, values);
                }
            }
            buffer.writeLong(0);
        }

        private boolean isIn(float @Nullable [] values) {
            return values != null && has.test(values);
        }
    }
}
