package io.braid.topology;

import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in small transactions, some of them aborted and repeated, so that the offsets of the topic have gaps; now
 * and then a record that is no event.
 */
final class Writer {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final SplittableRandom random;
    private long events;
    private long garbage;

    Writer(String bootstrapServers, String topic, int partitions, long seed) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topic + "-writer", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.partitions = partitions;
        this.random = new SplittableRandom(seed);
        producer.initTransactions();
    }

    /** Writes {@code count} events, with a pause after each transaction. */
    void write(long count, long pauseMilliseconds) throws InterruptedException {
        for (long end = events + count; events < end; ) {
            long size = Math.min(1 + random.nextInt(60), end - events);
            boolean aborted = random.nextInt(10) == 0;
            producer.beginTransaction();
            for (long n = events; n < events + size; n++) {
                send(n, TestEvents.key(n), TestEvents.event(n));
            }
            if (aborted) {
                producer.flush();
                producer.abortTransaction();
                continue;
            }
            if (random.nextInt(5) == 0) {
                send(events, null, TestEvents.garbage(garbage++));
            }
            producer.commitTransaction();
            events += size;
            Thread.sleep(pauseMilliseconds);
        }
    }

    private void send(long n, byte @Nullable [] key, byte[] value) {
        // A send that fails makes the commit of its transaction fail.
        var unused = producer.send(new ProducerRecord<>(topic, (int) (n % partitions), key, value));
    }

    long events() {
        return events;
    }

    long garbage() {
        return garbage;
    }

    void close() {
        producer.close();
    }
}
