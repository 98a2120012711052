package io.braid.bench;

import io.braid.config.BraidConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures how long an event takes from its producer to the reader of its predictions, who doesn't wait for the commit
 * ({@code read_uncommitted}). The event's key is the moment of its sending, and predictions have their event's key.
 */
public final class LatencyProbe {
    private static final Duration LONGEST_POLL = Duration.ofMillis(1);
    private static final long SECOND = 1_000_000_000;

    private final BraidConfig config;
    private final String servers;

    /** A probe of the application of {@code config}, which must be running. */
    public LatencyProbe(BraidConfig config) {
        this.config = config;
        servers = config.kafka().getOrDefault("bootstrap.servers", "");
    }

    /**
     * Sends events for {@code seconds}, and returns the latencies of their predictions.
     *
     * @param events the values of events, sent one after the other and again
     * @param rate events a second
     */
    public Latencies measure(List<byte[]> events, long rate, int seconds) throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            long started = System.nanoTime();
            long end = started + seconds * SECOND;
            Thread sender = new Thread(() -> send(events, rate, started, end), "latency-sender");
            sender.start();
            Latencies latencies = new Latencies();
            while (System.nanoTime() < end + SECOND) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LONGEST_POLL)) {
                    long sent = ByteBuffer.wrap(record.key()).getLong();
                    latencies.add((int) ((sent - started) / SECOND), (System.nanoTime() - sent) / 1e6);
                }
            }
            sender.join();
            return latencies;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "max.poll.records", "10000", "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> topics = config.predictionsTopics().stream()
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(topics);
        consumer.seekToEnd(topics);
        topics.forEach(consumer::position);
        return consumer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an event that is lost has no latency
    private void send(List<byte[]> events, long rate, long started, long end) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long now = System.nanoTime();
            for (long sent = 0; now < end; now = System.nanoTime()) {
                for (long due = (long) ((now - started) / 1e9 * rate); sent < due; sent++) {
                    byte[] key = ByteBuffer.allocate(Long.BYTES)
                            .putLong(System.nanoTime())
                            .array();
                    byte[] value = events.get((int) (sent % events.size()));
                    producer.send(new ProducerRecord<>(config.events().topic(), key, value));
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
