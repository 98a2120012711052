package io.braid.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Finds out by reading whether offsets hold committed records.
 *
 * <p>One request fetches many records. Their offsets are kept, so that of a run of gaps (a writer with small
 * transactions leaves one after each) only the first costs a request. The consumer is made when it is first needed.
 */
final class GapReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GapReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final boolean purged;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition partition;

    /** The offsets of all committed records of {@link #partition} from {@link #knownFrom} to before {@link #knownTo}. */
    private final Deque<Long> known = new ArrayDeque<>();

    private long knownFrom;
    private long knownTo;

    /**
     * A reader.
     *
     * @param consumers makes a consumer that reads committed records only and never resets its position by itself
     * @param purged whether Kafka Streams deletes the topic's records once they are committed
     */
    GapReader(Supplier<Consumer<byte[], byte[]>> consumers, boolean purged) {
        this.consumers = consumers;
        this.purged = purged;
    }

    /**
     * The first committed record of {@code place} with {@code from <= offset < until}, if there is one.
     *
     * @throws IllegalStateException when the broker doesn't answer in time
     */
    OptionalLong firstRecord(TopicPartition place, long from, long until) {
        if (!place.equals(partition) || from < knownFrom || from > knownTo) {
            seek(place, from);
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            while (!known.isEmpty() && known.getFirst() < from) {
                known.removeFirst();
            }
            knownFrom = from;
            if (!known.isEmpty()) {
                long first = known.getFirst();
                return first < until ? OptionalLong.of(first) : OptionalLong.empty();
            }
            if (knownTo >= until) {
                return OptionalLong.empty();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        place + ": offsets " + from + " to " + (until - 1)
                                + " couldn't be read in time (expected: the broker answers within 30 s)",
                        new TimeoutException("no answer"));
            }
            read(place, until);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = consumers.get();
        }
        return consumer;
    }

    private void seek(TopicPartition place, long offset) {
        if (!place.equals(partition)) {
            consumer().assign(List.of(place));
            partition = place;
        }
        consumer().seek(place, offset);
        known.clear();
        knownFrom = offset;
        knownTo = offset;
    }

    private void read(TopicPartition place, long until) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer().poll(POLL)) {
                known.addLast(record.offset());
            }
            knownTo = consumer().position(place);
        } catch (OffsetOutOfRangeException deleted) {
            skipDeleted(place, until);
        } catch (TimeoutException slow) {
            log.debug("{}: not read yet", place, slow);
        }
    }

    private void skipDeleted(TopicPartition place, long until) {
        long beginning = consumer().beginningOffsets(List.of(place)).getOrDefault(place, knownTo);
        Level level = purged || knownTo == 0 ? Level.DEBUG : Level.WARN;
        log.atLevel(level)
                .log(
                        "{}: offsets {} to {} were deleted before they were read",
                        place,
                        knownTo,
                        Math.min(beginning, until) - 1);
        consumer().seek(place, beginning);
        knownTo = beginning;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
            partition = null;
        }
    }
}
