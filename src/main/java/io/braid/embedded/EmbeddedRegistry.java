package io.braid.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.KafkaException;

/**
 * A small schema registry for the demo and for tests only: Confluent's HTTP interface on 127.0.0.1, for Avro.
 *
 * <p>Subjects, ids and compatibility levels (BACKWARD by default) are kept in the compacted topic
 * {@code _braid_schemas} of a Kafka cluster, so that ids outlive a restart; a change is answered once the broker holds
 * it. Run one at a time for a cluster. There is no authentication, no encryption, no replication, and of the interface
 * no references, no contexts, no permanent deletion, no modes. For anything else, point {@code schema.registry.url} at
 * a real one.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final int THREADS = 4;

    static {
        // The JDK's server sends head and body of an answer apart; with Nagle's algorithm the body waits 40 ms for the
        // client's delayed acknowledgement (JDK-6968351). Read once, when the first server of the process is made.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final RegistryLog log;

    private EmbeddedRegistry(HttpServer server, ExecutorService threads, RegistryLog log) {
        this.server = server;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Starts a registry that knows what was registered before.
     *
     * @param bootstrapServers the Kafka cluster that keeps its schemas
     * @param port what it listens on; 0 picks a free one
     * @throws IllegalArgumentException when the port is taken
     * @throws KafkaException when the cluster doesn't answer
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        HttpServer server = listening(port);
        RegistryLog log = null;
        try {
            log = RegistryLog.open(bootstrapServers);
            RegistryStore store = new RegistryStore(log.entries(), log::append);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, EmbeddedRegistry::daemon);
            server.createContext("/", new RegistryHttp(new RegistryRoutes(store)));
            server.setExecutor(threads);
            server.start();
            return new EmbeddedRegistry(server, threads, log);
        } catch (RuntimeException problem) {
            server.stop(0);
            if (log != null) {
                log.close();
            }
            throw problem;
        }
    }

    /** What a client sets as {@code schema.registry.url}. */
    public String url() {
        return "http://" + LoopbackPort.HOST + ":" + server.getAddress().getPort();
    }

    /** Stops the registry; what was registered stays in the topic. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }

    private static HttpServer listening(int port) {
        try {
            return HttpServer.create(LoopbackPort.address(port), 0);
        } catch (IOException taken) {
            throw new IllegalArgumentException(
                    "port " + port + " (expected: a free port of " + LoopbackPort.HOST + ", or 0 for any)", taken);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "embedded-registry");
        thread.setDaemon(true);
        return thread;
    }
}
