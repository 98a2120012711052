package io.braid.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process: one KRaft node that is broker and controller, without replication.
 *
 * <p>It listens on 127.0.0.1 only. What was written to its directory is there again after a restart, on whatever port.
 * Topics aren't created by being named, and records are kept whatever their age.
 *
 * <p>Kafka ends the whole process when a node breaks in a way that it can't mend, such as a full disk under its
 * metadata. {@link BrokerProcess} keeps that out of the process that uses the broker.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(8);

    private final FileChannel lock;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(FileChannel lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /** Starts a broker on any free port; see {@link #start(Path, int)}. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts a broker, and returns when it serves.
     *
     * @param directory where it keeps its data; made when it doesn't exist
     * @param port what it listens on; 0 picks a free one
     * @throws IllegalArgumentException when the port is taken
     * @throws IllegalStateException when the directory can't be used, or another broker uses it
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, UnaryOperator.identity());
    }

    /** As {@link #start(Path, int)}, with Kafka's settings as {@code adapted} makes them of those of the demo. */
    static EmbeddedBroker start(Path directory, int port, UnaryOperator<Map<String, String>> adapted) {
        int brokerPort = LoopbackPort.checked(port);
        FileChannel lock = locked(directory);
        KafkaRaftServer server = null;
        try {
            Path data = directory.resolve("data");
            format(data);
            Map<String, String> settings = adapted.apply(BrokerSettings.of(data, brokerPort, LoopbackPort.free()));
            server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(lock, server, brokerPort);
        } catch (Exception problem) {
            if (server == null) {
                unlock(lock);
            } else {
                stop(server, lock);
            }
            throw unusable(directory, problem.toString(), problem);
        }
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Stops the broker, within ten seconds; data stays in its directory. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop(server, lock);
        }
    }

    /** A held lock of the directory. Kafka checks its own only when halfway up, and then ends the process. */
    private static FileChannel locked(Path directory) {
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException problem) {
            throw unusable(directory, problem.toString(), problem);
        }
        try {
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            return channel;
        } catch (IOException | OverlappingFileLockException problem) {
            unlock(channel);
            throw unusable(directory, "in use", problem);
        }
    }

    private static void unlock(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException problem) {
            LOG.warn("the lock of a broker's directory can't be closed", problem);
        }
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        var report = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(report, true, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .run();
        LOG.debug("{}", report.toString(StandardCharsets.UTF_8));
    }

    /** Stops {@code server}, and frees its directory once it has stopped, be that later than this returns. */
    private static void stop(KafkaRaftServer server, FileChannel lock) {
        Thread stopping = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                    unlock(lock);
                },
                "embedded-broker-close");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.warn("the embedded broker is still stopping after {} s; it is left alone", LONGEST_CLOSE.toSeconds());
        }
    }

    private static IllegalStateException unusable(Path directory, String problem, Exception cause) {
        return new IllegalStateException(
                "embedded broker in " + directory + ": " + problem
                        + " (expected: a directory that can be written and that no other broker uses)",
                cause);
    }
}
