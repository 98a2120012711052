package io.braid.topology;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Makes clients that reach the same cluster in the same way as Kafka Streams' own. */
final class Clients {
    private final StreamsConfig config;

    Clients(Properties settings) {
        config = new StreamsConfig(settings);
    }

    Admin admin() {
        return Admin.create(config.getAdminConfigs(name("admin")));
    }

    /** A consumer that never joins the group, whose offsets it can read, and that reads committed records only. */
    Consumer<byte[], byte[]> reader() {
        Map<String, Object> settings = config.getRestoreConsumerConfigs(name("reader"));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 256 << 10);
        // What is read is there already; a request for more must not hold up the next one.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether a partition without a committed offset is read from its first record on. */
    boolean fromBeginning() {
        Object reset = config.getMainConsumerConfigs(applicationId(), name("main"), 1)
                .get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        return "earliest".equals(reset);
    }

    /** The largest record, in bytes, that Kafka Streams' producers send. */
    int largestRequest() {
        Map<String, Object> settings = config.getProducerConfigs(name("producer"));
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        ProducerConfig producer = new ProducerConfig(settings);
        long buffer = producer.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
        return (int) Math.min(buffer, producer.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
    }

    String applicationId() {
        return config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    }

    private String name(String role) {
        return applicationId() + "-" + role;
    }
}
