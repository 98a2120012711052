package io.braid.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The ends of some partitions at one moment, and whether a group has committed them. */
final class EndOfInput {
    /** How long to wait between two looks. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    private final Map<TopicPartition, Long> left;

    private EndOfInput(Map<TopicPartition, Long> ends) {
        left = new HashMap<>(ends);
    }

    /** The ends that {@code partitions} of {@code topic} have now, transactions under way not counted. */
    static EndOfInput of(Admin admin, String topic, int partitions) {
        return of(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
    }

    /**
     * The end that the one partition of an internal topic has now, transactions under way included: one that an instance
     * left open when it died hides what others committed behind it, until the brokers abort it.
     */
    static EndOfInput ofRelayed(Admin admin, String topic) {
        return of(admin, topic, 1, IsolationLevel.READ_UNCOMMITTED);
    }

    private static EndOfInput of(Admin admin, String topic, int partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Topics.await(admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return new EndOfInput(ends);
    }

    /** How many offsets lie before the ends: as many records, unless some were deleted or written in transactions. */
    long records() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether {@code group} has committed all records before the ends. A committed offset may stay below an end for good,
     * when only markers of transactions lie between; so what lies between is read.
     */
    boolean isReached(Admin admin, String group, GapReader gaps) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                Topics.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        for (TopicPartition partition : List.copyOf(left.keySet())) {
            OffsetAndMetadata offset = committed.get(partition);
            long next = offset == null ? 0 : offset.offset();
            long end = left.getOrDefault(partition, 0L);
            if (next >= end || gaps.firstRecord(partition, next, end).isEmpty()) {
                left.remove(partition);
            }
        }
        return left.isEmpty();
    }

    /** The partitions whose ends weren't reached when last looked. */
    Collection<TopicPartition> left() {
        return left.keySet();
    }
}
