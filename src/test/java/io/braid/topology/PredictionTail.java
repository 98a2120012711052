package io.braid.topology;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the committed predictions of one topic with one partition while they are written, and notes when some came. */
public final class PredictionTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final String bootstrapServers;
    private final TopicPartition partition;
    private final NavigableSet<Long> arrivals = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::read, "prediction-tail");
    private volatile boolean closed;
    private final AtomicLong count = new AtomicLong();
    private volatile @Nullable RuntimeException failure;

    public PredictionTail(String bootstrapServers, String topic) {
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
                int arrived = consumer.poll(POLL).count();
                if (arrived > 0) {
                    arrivals.add(System.nanoTime());
                    count.addAndGet(arrived);
                }
            }
        } catch (RuntimeException problem) {
            failure = problem;
        }
    }

    /** How many predictions there are. */
    public long count() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw problem;
        }
        return count.get();
    }

    /** Waits until there are {@code more} predictions than now. */
    public void awaitMore(long more) throws InterruptedException {
        await(count() + more);
    }

    /** Waits until there are more than {@code predictions}. */
    public void await(long predictions) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (count() <= predictions) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(count() + " predictions after " + LONGEST.toSeconds()
                        + " s (expected: more than " + predictions + ")");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The longest time without a prediction, in milliseconds, from one instant of {@link System#nanoTime} to another. */
    public long longestSilence(long from, long to) {
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
