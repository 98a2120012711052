package io.braid.bench;

import io.braid.checkpoint.Checkpointed;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Saves as Kafka Streams makes them, each in a transaction of its own, and what they cost. */
final class Transactions implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private long saves;
    private long pieces;
    private long bytes;
    private long saveNanos;
    private long commitNanos;
    private long longest;
    private long largest;

    Transactions(String servers, String compression) {
        String topic = "bench-" + System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        "bench",
                        "batch.size",
                        Integer.toString(256 << 10),
                        "linger.ms",
                        "20",
                        "max.request.size",
                        Integer.toString(2 << 20),
                        "buffer.memory",
                        System.getProperty("bench.buffer", Integer.toString(32 << 20)),
                        "compression.type",
                        compression),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Sends what {@code state} wants to have sent before the save. */
    void saveAhead(Checkpointed state) {
        state.saveAhead(this::send);
    }

    private void send(byte[] key, byte @Nullable [] value) {
        pieces++;
        bytes += key.length + (value == null ? 0 : value.length);
        var unused = producer.send(new ProducerRecord<>(topic, 0, key, value));
    }

    /** Sends what has changed in {@code state} and commits. */
    void save(Checkpointed state) {
        save(state::saveChanges);
    }

    /** A state that can be saved. */
    interface Saving {
        void saveChanges(Checkpointed.Sink sink);
    }

    void save(Saving state) {
        long started = System.nanoTime();
        long before = bytes;
        state.saveChanges(this::send);
        largest = Math.max(largest, bytes - before);
        long saved = System.nanoTime();
        producer.flush();
        producer.commitTransaction();
        long committed = System.nanoTime();
        saves++;
        saveNanos += saved - started;
        commitNanos += committed - saved;
        longest = Math.max(longest, committed - started);
        producer.beginTransaction();
    }

    long saves() {
        return saves;
    }

    long pieces() {
        return pieces;
    }

    long bytes() {
        return bytes;
    }

    /** Until all is handed to the producer, on average. */
    double saveMillis() {
        return saveNanos / 1e6 / saves;
    }

    /** From there to the end of the commit, on average. */
    double commitMillis() {
        return commitNanos / 1e6 / saves;
    }

    /** The longest time of both together. */
    double longestMillis() {
        return longest / 1e6;
    }

    /** Bytes of the largest save, without what was sent ahead of it. */
    long largestBytes() {
        return largest;
    }

    @Override
    public void close() {
        producer.close();
    }
}
