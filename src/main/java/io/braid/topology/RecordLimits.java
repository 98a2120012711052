package io.braid.topology;

import static io.braid.topology.Topics.await;

import io.braid.config.BraidConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record may be, in bytes of key, value and headers together, to be sent on as it came: what the topic and the
 * producer take. A larger one is {@link CutRecord cut off}, since a record that the broker refuses stops the stream.
 *
 * @param rejects for the rejects topic
 * @param ordered for the internal topic that records of several partitions are relayed into
 */
record RecordLimits(int rejects, int ordered) {
    private static final Logger log = LoggerFactory.getLogger(RecordLimits.class);

    /** What Kafka's brokers take unless they are told otherwise ({@code message.max.bytes}). */
    static final int BROKERS_DEFAULT = 1_048_588;

    /** More than the headers of a reject take. */
    private static final int ROOM = 64 << 10;

    /**
     * The size of the records that the events topic may hold, and room for a reject's headers.
     *
     * @return what topics that take them on must have as {@code max.message.bytes}
     */
    static int needed(Admin admin, BraidConfig config) {
        long largest = ofTopic(admin, config.events().topic()).orElse(BROKERS_DEFAULT);
        return (int) Math.min(Integer.MAX_VALUE, largest + largest / 64 + ROOM);
    }

    /**
     * Makes the topics that are there take records of {@code needed} bytes, as far as the broker allows it.
     *
     * @param settings of Kafka Streams, for what its producers take and what the internal topic is made with
     */
    static RecordLimits of(Admin admin, BraidConfig config, int needed, Clients clients, Properties settings) {
        int made = Integer.parseInt(settings.getProperty(StreamsSettings.INTERNAL_TOPICS_MAX, "" + BROKERS_DEFAULT));
        String ordered = BraidTopology.orderedTopic(clients.applicationId());
        int producer = clients.largestRequest();
        return new RecordLimits(
                Math.min(
                        producer,
                        uncompressed(
                                raised(admin, config.rejectsTopic(), needed).orElse(BROKERS_DEFAULT))),
                Math.min(producer, uncompressed(raised(admin, ordered, needed).orElse(made))));
    }

    /** What is left of a record that is too large for the internal topic may take so much, so that its reject is as small. */
    int relayedCut() {
        return Math.max(0, Math.min(rejects, ordered) - ROOM);
    }

    /** Bytes that fit {@code limit} even where compression makes them more. */
    private static int uncompressed(int limit) {
        return limit - limit / 128;
    }

    private static OptionalInt raised(Admin admin, String topic, int needed) {
        OptionalInt current = ofTopic(admin, topic);
        if (current.isEmpty() || current.getAsInt() >= needed) {
            return current;
        }
        ConfigEntry entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(needed));
        AlterConfigOp raise = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
        try {
            await(admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(raise)))
                    .all());
            log.info("{}: {} raised from {} to {}", topic, entry.name(), current.getAsInt(), needed);
            return OptionalInt.of(needed);
        } catch (KafkaException refused) {
            log.warn(
                    "{}: {} is {} and can't be raised ({}): larger records are cut off in it (expected: {}, for all"
                            + " that the events topic may hold)",
                    topic,
                    entry.name(),
                    current.getAsInt(),
                    refused.getMessage(),
                    needed);
            return current;
        }
    }

    /** The {@code max.message.bytes} of {@code topic}; none when there is no such topic, or the broker doesn't tell. */
    private static OptionalInt ofTopic(Admin admin, String topic) {
        try {
            return await(admin.describeConfigs(List.of(resource(topic))).all()).values().stream()
                    .map(config -> config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                    .mapToInt(entry -> Integer.parseInt(entry.value()))
                    .findFirst();
        } catch (UnknownTopicOrPartitionException missing) {
            return OptionalInt.empty();
        } catch (KafkaException refused) {
            log.warn(
                    "{}: its configuration can't be read ({}): taken to hold records of up to {} bytes",
                    topic,
                    refused.getMessage(),
                    BROKERS_DEFAULT);
            return OptionalInt.empty();
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
