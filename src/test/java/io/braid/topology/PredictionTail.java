package io.braid.topology;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the committed predictions of one topic with one partition while they are written, and notes when some came. */
final class PredictionTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final String bootstrapServers;
    private final TopicPartition partition;
    private final NavigableSet<Long> arrivals = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::read, "prediction-tail");
    private volatile boolean closed;
    private volatile long newest = -1;
    private volatile @Nullable RuntimeException failure;

    PredictionTail(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        partition = new TopicPartition(topic, 0);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = TestCluster.reader(bootstrapServers)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    newest = Math.max(newest, Audit.number(record));
                    arrivals.add(System.nanoTime());
                }
            }
        } catch (RuntimeException problem) {
            failure = problem;
        }
    }

    /** The highest number of an event that has a prediction. */
    long newest() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw problem;
        }
        return newest;
    }

    /** The longest time without a prediction, in milliseconds, from one instant of {@link System#nanoTime} to another. */
    long longestSilence(long from, long to) {
        long longest = 0;
        long before = from;
        for (long arrival : arrivals.subSet(from, to)) {
            longest = Math.max(longest, arrival - before);
            before = arrival;
        }
        return TimeUnit.NANOSECONDS.toMillis(Math.max(longest, to - before));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
