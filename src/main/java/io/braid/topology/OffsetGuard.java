package io.braid.topology;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Lets each record of an input through exactly once, and in order.
 *
 * <p>The next offset is part of the state that the records change, so the two can't come apart. The consumer's position
 * can: when Kafka Streams revives a task it may lose the position's reset (see {@link io.braid.checkpoint.ModelStore},
 * which prevents that), or somebody resets the group's offsets. Records would be left out, or be read twice, without a
 * trace. The first record then has another offset than the state expects.
 *
 * <p>A higher offset by itself proves nothing: commit and abort markers of transactional writers occupy offsets,
 * and so do records that compaction removed. So each gap, the first after a start and every later one, is read again by
 * {@link GapReader}, which costs one request for a whole run of gaps.
 */
final class OffsetGuard {
    private static final Logger log = LoggerFactory.getLogger(OffsetGuard.class);

    private final Positions positions;
    private final GapReader gaps;
    private final boolean fromBeginning;
    private long skipped;

    /**
     * A guard of the inputs whose next offsets {@code positions} holds.
     *
     * @param fromBeginning whether an input without a position starts with its first record; otherwise with any
     */
    OffsetGuard(Positions positions, GapReader gaps, boolean fromBeginning) {
        this.positions = positions;
        this.gaps = gaps;
        this.fromBeginning = fromBeginning;
    }

    /**
     * Whether the record is the next one; false when it was read already.
     *
     * @throws LostRecordsException when records before it were left out
     */
    boolean accept(String topic, int partition, long offset) {
        long known = positions.nextOffset(topic, partition);
        long expected = known < 0 && !fromBeginning ? offset : Math.max(known, 0);
        if (offset < expected) {
            log.atLevel(skipped++ == 0 ? Level.WARN : Level.DEBUG)
                    .log(
                            "{}-{}: skipped offset {}, which was read before (next: {})",
                            topic,
                            partition,
                            offset,
                            expected);
            return false;
        }
        if (offset > expected) {
            TopicPartition place = new TopicPartition(topic, partition);
            OptionalLong leftOut = gaps.firstRecord(place, expected, offset);
            if (leftOut.isPresent()) {
                throw new LostRecordsException(place, expected, leftOut.getAsLong(), offset);
            }
        }
        positions.nextOffset(topic, partition, offset + 1);
        return true;
    }
}
