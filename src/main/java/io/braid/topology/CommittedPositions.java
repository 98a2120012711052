package io.braid.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The positions of a processor without state: what the application's group committed, and then what it read since. */
final class CommittedPositions implements Positions {
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    CommittedPositions(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public long nextOffset(String topic, int partition) {
        return next.computeIfAbsent(new TopicPartition(topic, partition), this::committed);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        next.put(new TopicPartition(topic, partition), offset);
    }

    private long committed(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
            return offset == null ? -1 : offset.offset();
        }
    }
}
