package io.braid.cli;

import io.braid.config.BraidConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of the commands, with the settings under {@code kafka:}. */
final class KafkaClients {
    private static final List<String> PREFIXES = List.of("producer.", "consumer.", "main.consumer.", "admin.");

    private KafkaClients() {}

    /** A producer that loses and doubles nothing. */
    static Producer<byte[], byte[]> producer(BraidConfig config) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "20",
                "batch.size", "262144",
                "compression.type", "lz4"));
        settings.putAll(settings(config, "producer."));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer outside any group that reads what is committed. */
    static Consumer<byte[], byte[]> consumer(BraidConfig config) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("isolation.level", "read_committed", "max.poll.records", "10000"));
        settings.putAll(settings(config, "consumer."));
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        settings.remove("group.instance.id");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An administrator. */
    static Admin admin(BraidConfig config) {
        return Admin.create(settings(config, "admin."));
    }

    private static Map<String, Object> settings(BraidConfig config, String prefix) {
        Map<String, Object> settings = new HashMap<>();
        config.kafka().forEach((name, value) -> {
            if (PREFIXES.stream().noneMatch(name::startsWith)) {
                settings.putIfAbsent(name, value);
            } else if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    /**
     * Makes the events topic, with one partition, unless it is there: then no right to make topics is needed.
     *
     * @return whether it was made
     */
    static boolean createEventsTopic(BraidConfig config) throws InterruptedException {
        return createTopic(config, config.events().topic());
    }

    /** As {@link #createEventsTopic}, for any {@code topic}. */
    static boolean createTopic(BraidConfig config, String topic) throws InterruptedException {
        try (Admin admin = admin(config)) {
            return !isThere(admin, topic) && create(admin, topic);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            String reason = cause == null ? failed.getMessage() : cause.getMessage();
            throw new IllegalStateException("topic " + topic + " can't be made: " + reason, failed);
        }
    }

    private static boolean isThere(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }

    private static boolean create(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) -1)))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failed;
        }
    }
}
