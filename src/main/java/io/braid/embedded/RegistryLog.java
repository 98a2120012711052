package io.braid.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The compacted topic that the registry's entries are kept in. One registry at a time may write to it. */
final class RegistryLog implements AutoCloseable {

    /** The topic's name. */
    static final String TOPIC = "_braid_schemas";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATIENCE_MS = Long.toString(PATIENCE.toMillis());

    private final String bootstrapServers;
    private final KafkaProducer<String, String> producer;

    private RegistryLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "0",
                        "max.block.ms", "10000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "10000"),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * The log of the cluster at {@code bootstrapServers}; its topic is made when there is none.
     *
     * @throws KafkaException when the cluster doesn't answer or refuses
     */
    static RegistryLog open(String bootstrapServers) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", PATIENCE_MS))) {
            NewTopic topic = new NewTopic(TOPIC, 1, (short) 1)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException problem) {
            if (!(problem.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("topic " + TOPIC + " at " + bootstrapServers + ": " + problem, problem);
            }
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
        return new RegistryLog(bootstrapServers);
    }

    /** Every entry from the start of the topic to its present end, oldest first. */
    List<RegistryEntry> entries() {
        List<RegistryEntry> entries = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", PATIENCE_MS),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(PARTITION) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("topic " + TOPIC + " at " + bootstrapServers + ": not read to its end ("
                            + end + ") in " + PATIENCE.toSeconds() + " s");
                }
                for (ConsumerRecord<String, String> entry : consumer.poll(Duration.ofMillis(100))) {
                    entries.add(RegistryEntry.of(entry.key(), entry.value()));
                }
            }
        }
        return entries;
    }

    /**
     * Writes {@code entry}; when this returns, the broker holds it.
     *
     * @throws KafkaException when it may not hold it
     */
    void append(RegistryEntry entry) {
        try {
            producer.send(new ProducerRecord<>(TOPIC, 0, entry.key(), entry.value()))
                    .get();
        } catch (ExecutionException problem) {
            throw new KafkaException("topic " + TOPIC + " at " + bootstrapServers + ": " + problem.getCause(), problem);
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private static KafkaException interrupted(InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return new KafkaException("topic " + TOPIC + ": interrupted", interruption);
    }
}
