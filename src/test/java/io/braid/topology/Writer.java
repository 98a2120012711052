package io.braid.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events in small transactions, some of them aborted and repeated, so that the offsets of the topic have gaps; now
 * and then a record that is no event.
 *
 * <p>When brokers fail and a transaction with them, it starts again with what the topic holds then.
 */
final class Writer {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final String bootstrapServers;
    private final String topic;
    private final int partitions;
    private final SplittableRandom random;
    private KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong written = new AtomicLong();
    private long garbage;

    Writer(String bootstrapServers, String topic, int partitions, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.partitions = partitions;
        this.random = new SplittableRandom(seed);
        producer = producer();
        producer.initTransactions();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topic + "-writer", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes {@code count} events, with a pause after each transaction. */
    void write(long count, long pauseMilliseconds) throws InterruptedException {
        for (long end = events() + count; events() < end; ) {
            try {
                writeTransaction(Math.min(1 + random.nextInt(60), end - events()));
            } catch (KafkaException failed) {
                log.warn("the writer starts again after {} events: {}", events(), failed.toString());
                startAgain();
            }
            Thread.sleep(pauseMilliseconds);
        }
    }

    /** Writes at a modest rate until there are enough. */
    void writeUntil(BooleanSupplier enough) {
        try {
            while (!enough.getAsBoolean()) {
                write(100, 30);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeTransaction(long size) {
        boolean aborted = random.nextInt(10) == 0;
        producer.beginTransaction();
        long first = events();
        for (long n = first; n < first + size; n++) {
            send(n, TestEvents.key(n), TestEvents.event(n));
        }
        if (aborted) {
            producer.flush();
            producer.abortTransaction();
            return;
        }
        boolean withGarbage = random.nextInt(5) == 0;
        if (withGarbage) {
            send(first, null, TestEvents.garbage(garbage));
        }
        producer.commitTransaction();
        garbage += withGarbage ? 1 : 0;
        written.set(first + size);
    }

    /** Ends the transaction at hand, committed or aborted, and looks which of them it was. */
    private void startAgain() {
        while (true) {
            producer.close(Duration.ZERO);
            producer = producer();
            try {
                producer.initTransactions();
                List<ConsumerRecord<byte[], byte[]>> records = TestCluster.read(bootstrapServers, topic);
                garbage =
                        records.stream().filter(record -> record.key() == null).count();
                written.set(records.size() - garbage);
                return;
            } catch (KafkaException failed) {
                log.warn("the brokers are still away: {}", failed.toString());
            }
        }
    }

    private void send(long n, byte @Nullable [] key, byte[] value) {
        // A send that fails makes the commit of its transaction fail.
        var unused = producer.send(new ProducerRecord<>(topic, (int) (n % partitions), key, value));
    }

    long events() {
        return written.get();
    }

    long garbage() {
        return garbage;
    }

    void close() {
        producer.close();
    }
}
