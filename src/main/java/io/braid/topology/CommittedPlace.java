package io.braid.topology;

import io.braid.checkpoint.CheckpointException;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the group has committed an input, held against how far the restored model has read it.
 *
 * <p>A model that knows nothing of an input that Kafka Streams has committed was lost with its changelog. An offset that
 * somebody set by hand proves nothing; Kafka Streams' own have metadata.
 */
final class CommittedPlace {
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /**
     * A place.
     *
     * @param consumers makes a consumer that can see the group's offsets
     */
    CommittedPlace(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * Makes sure that {@code positions} go with the group's offset of {@code input}.
     *
     * @param forgotten whether the model starts anew in the middle of the input: everything that was committed counts as read
     * @throws CheckpointException when the model is lost
     */
    void settle(TopicPartition input, Positions positions, boolean forgotten) {
        long known = positions.nextOffset(input.topic(), input.partition());
        if (known >= 0 && !forgotten) {
            return;
        }
        OffsetAndMetadata committed = committed(input);
        if (committed == null) {
            return;
        }
        if (forgotten) {
            positions.nextOffset(input.topic(), input.partition(), Math.max(known, committed.offset()));
        } else if (!committed.metadata().isEmpty()) {
            throw new CheckpointException("no checkpoint, though the group has committed " + input + " up to offset "
                    + committed.offset() + " (expected: the model that has learned so far): the changelog topic was"
                    + " deleted or emptied; restore it from a copy, start from here without a model with"
                    + " `braid run CONFIG --reset`, or start over with another `app` name");
        }
    }

    private @Nullable OffsetAndMetadata committed(TopicPartition input) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            return consumer.committed(Set.of(input)).get(input);
        }
    }
}
