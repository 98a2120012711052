package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.publish.CombinedPredictionWriter;
import io.braid.publish.PredictionWriter;
import io.braid.registry.SchemaRegistry;
import io.braid.topology.StreamsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The limit: for each record, one to each topic of the predictions, as large as Braid's would be. Its bytes are the
 * first of the event's, so that there is about as much to compress. Nothing is decoded, and nothing is learned.
 */
final class PassThrough {
    private static final String SOURCE = "events";
    private static final String PASS = "pass";
    private static final long MODEL_VERSION = 10_000;

    private PassThrough() {}

    /** Kafka Streams with Braid's settings, not started yet. */
    static KafkaStreams of(BraidConfig config, SchemaRegistry registry) {
        int[] sizes = sizes(config, registry);
        List<String> topics = config.predictionsTopics();
        Topology topology = new Topology()
                .addSource(
                        SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        config.events().topic())
                .addProcessor(PASS, () -> new Pass(topics, sizes), SOURCE);
        for (String topic : topics) {
            topology.addSink(topic, topic, new ByteArraySerializer(), new ByteArraySerializer(), PASS);
        }
        return new KafkaStreams(topology, StreamsSettings.of(config, System.getenv()));
    }

    /** The size in bytes of the record to each topic, for an event of the middle of a stream. */
    private static int[] sizes(BraidConfig config, SchemaRegistry registry) {
        PredictionWriter perTask = config.predictions().perTask() ? new PredictionWriter(config, registry) : null;
        CombinedPredictionWriter combined =
                config.predictions().combined() ? new CombinedPredictionWriter(config, registry) : null;
        String id = config.events().topic() + "-0@123456";
        long now = System.currentTimeMillis();
        IntStream.Builder sizes = IntStream.builder();
        for (int task = 0; task < config.tasks().size(); task++) {
            TaskConfig about = config.tasks().get(task);
            float[] values = new float
                    [about instanceof TaskConfig.Multiclass multiclass
                            ? multiclass.classes().size()
                            : 1];
            if (perTask != null) {
                sizes.add(perTask.write(task, id, now, MODEL_VERSION, values).length);
            }
            if (combined != null) {
                combined.add(task, values);
            }
        }
        if (combined != null) {
            sizes.add(combined.write(id, now, MODEL_VERSION).length);
        }
        return sizes.build().toArray();
    }

    /** Sends a part of each record to every sink. */
    private static final class Pass implements Processor<byte[], byte[], byte[], byte[]> {
        private final List<String> sinks;
        private final int[] sizes;
        private @Nullable ProcessorContext<byte[], byte[]> context;

        Pass(List<String> sinks, int[] sizes) {
            this.sinks = sinks;
            this.sizes = sizes;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            ProcessorContext<byte[], byte[]> current = context;
            if (current == null) {
                throw new IllegalStateException("the processor is not initialised");
            }
            for (int i = 0; i < sizes.length; i++) {
                current.forward(record.withValue(Arrays.copyOf(record.value(), sizes[i])), sinks.get(i));
            }
        }
    }
}
