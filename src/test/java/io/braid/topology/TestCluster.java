package io.braid.topology;

import io.braid.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker of one test class, and what the tests ask of it. */
public final class TestCluster implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final Admin admin;
    private final Path directory;

    public TestCluster(Path directory) {
        this(EmbeddedBroker.start(directory.resolve("broker")), directory);
    }

    /** A cluster of {@code broker}, which is closed with it. */
    public TestCluster(EmbeddedBroker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public Admin admin() {
        return admin;
    }

    public void createTopic(String name, int partitions) {
        Topics.await(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                .all());
    }

    /** Settings of an application with a state directory of its own. */
    Map<String, String> settings(String app) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "state.dir",
                directory.resolve(app).toString(),
                // The shortest that brokers allow: a thread that is replaced waits so long.
                "session.timeout.ms",
                "6000",
                "heartbeat.interval.ms",
                "1500");
    }

    /** All committed records of {@code topic}, in the order of their offsets within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
