package io.braid.topology;

import io.braid.config.BraidConfig;
import java.time.Duration;
import java.util.List;
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
     * Brings {@code engine}, which has seen nothing, to the state of the last checkpoint.
     *
     * @param consumer reads committed records, and is not subscribed to anything
     * @throws IllegalStateException when there is no checkpoint
     */
    public static void read(BraidConfig config, Consumer<byte[], byte[]> consumer, Engine engine) {
        TopicPartition partition = new TopicPartition(topic(config), 0);
        if (!consumer.listTopics().containsKey(partition.topic())) {
            throw new IllegalStateException("topic " + partition.topic()
                    + " is not there, or hidden from this user (expected: `braid run` has made it, and"
                    + " the user may read it)");
        }
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seekToBeginning(List.of(partition));
        long pieces = 0;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                engine.restore(record.key(), record.value());
                pieces++;
            }
        }
        if (pieces == 0) {
            throw new IllegalStateException("topic " + partition.topic()
                    + " is empty (expected: a checkpoint; the first follows the first events)");
        }
    }
}
