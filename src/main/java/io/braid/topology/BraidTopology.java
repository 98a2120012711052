package io.braid.topology;

import io.braid.checkpoint.ModelStore;
import io.braid.checkpoint.SaveCosts;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Ingested;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The wiring: events, ingest, learn, and from there to the topics of the predictions, the metrics and the rejects.
 *
 * <p>A model learns in one order. An events topic with one partition has it; of several partitions the records are first
 * relayed, as they are, into an internal topic with one, whose order is then the order of learning. The topic belongs
 * to Kafka Streams, which deletes what was learned and committed.
 */
public final class BraidTopology {
    /** The name of the store that holds the model. */
    public static final String STORE = "model";

    /** The name of the store that holds how far each partition is relayed. */
    static final String RELAY_STORE = "relay";

    /** The name of the internal topic, less the application's name before it and {@code -repartition} behind it. */
    static final String ORDERED = "ordered";

    private static final String LEARN = "learn";

    private BraidTopology() {}

    /**
     * The topology for {@code config}.
     *
     * @param eventPartitions how many partitions the events topic has
     */
    static Topology of(BraidConfig config, int eventPartitions, Stages stages) {
        String eventsTopic = config.events().topic();
        boolean relayed = eventPartitions > 1;
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(ModelStore.<Engine>builder(
                STORE, stages.engines()::get, stages.learning().saves()));
        Serde<byte[]> bytes = Serdes.ByteArray();
        KStream<byte[], byte[]> events = builder.stream(
                eventsTopic,
                Consumed.with(bytes, bytes)
                        .withName("events")
                        .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp()));
        if (relayed) {
            builder.addStateStore(ModelStore.builder(RELAY_STORE, RelayPositions::new, new SaveCosts()));
            events = events.process(
                            () -> new RelayProcessor(stages.readers(), stages.fromBeginning(), stages.limits()),
                            Named.as("relay"),
                            RELAY_STORE)
                    .repartition(
                            Repartitioned.with(bytes, bytes).withName(ORDERED).withNumberOfPartitions(1));
        }
        @Nullable String relayedFrom = relayed ? eventsTopic : null;
        KStream<byte[], Ingested> ingested =
                events.process(() -> new IngestProcessor(stages.ingest().get(), relayedFrom), Named.as("ingest"));
        ingested.process(() -> new LearnProcessor(config, stages, relayed), Named.as(LEARN), STORE);
        Topology topology = builder.build();
        if (config.predictions().perTask()) {
            for (TaskConfig task : config.tasks()) {
                addSink(topology, Sinks.predictions(task), config.predictionsTopic(task));
            }
        }
        if (config.predictions().combined()) {
            addSink(topology, Sinks.COMBINED_PREDICTIONS, config.combinedPredictionsTopic());
        }
        addSink(topology, Sinks.METRICS, config.metricsTopic());
        addSink(topology, Sinks.REJECTS, config.rejectsTopic());
        return topology;
    }

    /** The internal topic with one partition. */
    static String orderedTopic(String applicationId) {
        return applicationId + "-" + ORDERED + "-repartition";
    }

    private static void addSink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), LEARN);
    }
}
