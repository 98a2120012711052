package io.braid.cli;

import io.braid.ingest.EventSchema;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends events to an application part by part, each in a newer version of their schema. */
final class VersionedStream implements AutoCloseable {
    /** Events in a part. */
    static final int PART = 150;

    private static final int STILL_OF_THE_OLD_VERSION = 20;

    private final String topic;
    private final List<ConsumerRecord<byte[], byte[]>> events;
    private final Versions versions;
    private final Producer<byte[], byte[]> producer;

    /** A stream of {@code events}, framed records of the first version, to {@code app}. */
    VersionedStream(Deployment app, List<ConsumerRecord<byte[], byte[]>> events) {
        topic = app.config().events().topic();
        this.events = events;
        int firstId = WireFormat.schemaId(events.get(0).value());
        versions = new Versions(topic + "-value", EventSchema.of(app.config()), firstId);
        producer = KafkaClients.producer(app.config());
    }

    /** The id of the version that is sent now. */
    int id() {
        return versions.newestId();
    }

    /** Goes on to the next version, which the writer registers at {@code registryUrl}, and returns its id. */
    int next(String registryUrl) {
        return versions.next(ConfluentRegistry.of(Map.of("schema.registry.url", registryUrl)));
    }

    /** Sends a part, whose first events are still of the version before. */
    void send(int part) {
        for (int i = 0; i < PART; i++) {
            ConsumerRecord<byte[], byte[]> event = events.get(part * PART + i);
            byte[] value = versions.of(event.value(), i < STILL_OF_THE_OLD_VERSION ? 1 : 0);
            var unused = producer.send(new ProducerRecord<>(topic, 0, event.key(), value));
        }
        producer.flush();
    }

    /** The ids of the events of a part. */
    List<String> ids(int part) {
        return ids(events.subList(part * PART, (part + 1) * PART));
    }

    /** The ids of events whose ids are their keys. */
    static List<String> ids(List<ConsumerRecord<byte[], byte[]>> events) {
        return events.stream()
                .map(event -> new String(event.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
    }
}
