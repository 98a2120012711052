package io.braid.topology;

import io.braid.config.BraidConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams and its clients for a {@link BraidConfig}: defaults of ours, over which goes everything
 * that stands under {@code kafka:}.
 */
public final class StreamsSettings {
    private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(10);

    /** What a broker allows unless it is told otherwise ({@code transaction.max.timeout.ms}). */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private static final Duration LONGEST_PRODUCER_LINGER = Duration.ofMillis(50);

    /** The setting that internal topics are made with: the largest batch of records, in bytes, that they take. */
    static final String INTERNAL_TOPICS_MAX = StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    /** A producer's largest request in bytes: several pieces of a checkpoint, at least. */
    private static final int SMALLEST_REQUEST = 2 << 20;

    /** What brokers take in one request unless they are told otherwise ({@code socket.request.max.bytes}). */
    private static final int LARGEST_REQUEST = 100 << 20;

    /** Bytes that a producer buffers unless it is told otherwise ({@code buffer.memory}). */
    private static final long BUFFER = 32 << 20;

    private StreamsSettings() {}

    /**
     * All settings but the identity of the instance, which {@link InstanceId} keeps.
     *
     * @param environment the environment's variables, for the default place of the state
     */
    public static Properties of(BraidConfig config, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.app());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                defaultStateDirectory(environment).toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, SendFailures.class.getName());
        Duration interval = config.checkpoint().interval();
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, milliseconds(interval));
        // A transaction is open from one commit to the next; one that lasts longer than its time-out is aborted.
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                milliseconds(min(LONGEST_TRANSACTION, max(SHORTEST_TRANSACTION, interval.multipliedBy(3)))));
        // The thread polls for so long when nothing arrives, and looks after waiting events only in between.
        settings.put(
                StreamsConfig.POLL_MS_CONFIG,
                milliseconds(Linger.interval(config.batch().linger())));
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                milliseconds(min(LONGEST_PRODUCER_LINGER, config.batch().linger())));
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), Integer.toString(256 << 10));
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        // A thread that is replaced waits until the group has given up the one before: not for the default's 45 s.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        // A restart reads the whole model; the default asks for 1 MiB at a time.
        settings.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                Integer.toString(4 << 20));
        config.kafka().forEach((name, value) -> override(settings, name, value));
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /**
     * Makes producers take records of {@code bytes}, and so internal topics that are yet to be made; what the user has set
     * stays.
     *
     * @param settings as {@link #of} gives them
     * @param relayed whether events go through an internal topic
     */
    static void allowRecords(Properties settings, int bytes, boolean relayed) {
        int request = Math.min(LARGEST_REQUEST, Math.max(SMALLEST_REQUEST, bytes));
        putUnlessSet(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(request));
        putUnlessSet(settings, ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(Math.max(BUFFER, 2L * request)));
        if (relayed) {
            settings.putIfAbsent(INTERNAL_TOPICS_MAX, Integer.toString(Math.max(RecordLimits.BROKERS_DEFAULT, bytes)));
        }
    }

    private static void putUnlessSet(Properties settings, String producers, String value) {
        if (!settings.containsKey(producers)) {
            settings.putIfAbsent(StreamsConfig.producerPrefix(producers), value);
        }
    }

    /**
     * Puts a setting of the user over ours. A client's setting without a prefix is for all clients that know it, and
     * ours with a prefix must not win over it.
     */
    private static void override(Map<String, String> settings, String name, String value) {
        settings.remove(StreamsConfig.producerPrefix(name));
        settings.remove(StreamsConfig.consumerPrefix(name));
        settings.remove(StreamsConfig.restoreConsumerPrefix(name));
        settings.put(name, value);
    }

    /** {@code braid} in the user's directory for state (XDG Base Directory Specification). */
    private static Path defaultStateDirectory(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".local", "state"))
                .resolve("braid");
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
