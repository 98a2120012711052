package io.braid.topology;

import io.braid.checkpoint.CheckpointFormat;
import io.braid.config.BraidConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** The last committed checkpoint, for those who only look at it. */
public final class Checkpoint {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private Checkpoint() {}

    /** The topic that holds the checkpoint of {@code config}'s application. */
    public static String topic(BraidConfig config) {
        String application = config.kafka().getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, config.app());
        return application + "-" + BraidTopology.STORE + "-changelog";
    }

    /**
     * Hands the pieces of the last checkpoint to {@code engine}, which has seen nothing.
     *
     * @param consumer reads committed records, and is not subscribed to anything
     * @throws IllegalStateException when there is no checkpoint
     */
    public static void read(BraidConfig config, Consumer<byte[], byte[]> consumer, Engine engine) {
        String topic = topic(config);
        if (!consumer.listTopics().containsKey(topic)) {
            throw new IllegalStateException(
                    "topic " + topic + " is not there, or hidden from this user (expected: `braid"
                            + " run` has made it, and the user may read it)");
        }
        long pieces = forEach(topic, consumer, record -> {
            if (record.value() == null) {
                engine.removed(record.key());
            } else {
                engine.restore(record.key(), record.value());
            }
        });
        if (pieces == 0) {
            throw new IllegalStateException(
                    "topic " + topic + " is empty (expected: a checkpoint; the first follows the first events)");
        }
    }

    /**
     * The generation of the last checkpoint, or -1 when there is none. Pieces that can't be read count if their generation
     * can be.
     *
     * @param consumer as for {@link #read}
     */
    public static long generation(BraidConfig config, Consumer<byte[], byte[]> consumer) {
        String topic = topic(config);
        AtomicLong latest = new AtomicLong(-1);
        if (consumer.listTopics().containsKey(topic)) {
            forEach(topic, consumer, record -> {
                if (record.value() != null) {
                    long generation = CheckpointFormat.generation(record.key(), record.value());
                    latest.accumulateAndGet(generation, Math::max);
                }
            });
        }
        return latest.get();
    }

    private static long forEach(
            String topic,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seekToBeginning(List.of(partition));
        long count = 0;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                action.accept(record);
                count++;
            }
        }
        return count;
    }
}
