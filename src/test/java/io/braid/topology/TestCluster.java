package io.braid.topology;

import io.braid.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The brokers of one test class, and what the tests ask of them. */
public final class TestCluster implements AutoCloseable {
    private final String bootstrapServers;
    private final Runnable stop;
    private final Admin admin;
    private final Path directory;

    /** One broker, in this process. */
    public TestCluster(Path directory) {
        this(EmbeddedBroker.start(directory.resolve("broker")), directory);
    }

    /** A cluster of {@code broker}, which is closed with it. */
    public TestCluster(EmbeddedBroker broker, Path directory) {
        this(directory, broker.bootstrapServers(), broker::close);
    }

    /**
     * Brokers that run already.
     *
     * @param directory for the state of the applications
     * @param stop stops the brokers
     */
    public TestCluster(Path directory, String bootstrapServers, Runnable stop) {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    public String bootstrapServers() {
        return bootstrapServers;
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

    /**
     * All committed records of {@code topic}, in the order of their offsets within each partition; those too that lie behind a
     * transaction that a killed writer left open, once the brokers have aborted it.
     */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(bootstrapServers, topic);
    }

    /** As {@link #read(String)}, from the brokers that {@code bootstrapServers} names. */
    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(bootstrapServers, topic, records::add);
        return records;
    }

    /** Hands the records of {@link #read(String)} to {@code action} instead of keeping them. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        read(bootstrapServers, topic, action);
    }

    private static void read(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader(bootstrapServers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = ends(bootstrapServers, partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(action);
            }
        }
    }

    private static Map<TopicPartition, Long> ends(String bootstrapServers, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    /** A consumer of committed records. */
    static KafkaConsumer<byte[], byte[]> reader(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close();
        stop.run();
    }
}
