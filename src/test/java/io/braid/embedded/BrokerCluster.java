package io.braid.embedded;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers and a controller on loopback, each a process of its own that can be killed (SIGKILL), stopped (SIGTERM)
 * and started again, on the same port and data. Topics have three replicas, of which two must have a record before it
 * is acknowledged.
 */
public final class BrokerCluster implements AutoCloseable {
    /** The node that only controls. */
    public static final int CONTROLLER = 0;

    /** The nodes that hold data. */
    public static final List<Integer> BROKERS = List.of(1, 2, 3);

    /** All nodes. */
    public static final List<Integer> ALL = List.of(CONTROLLER, 1, 2, 3);

    /** How long a killed broker counts as there; Kafka's default is 9 s. */
    private static final String SESSION_MILLISECONDS = "4000";

    private static final long LONGEST_STOP_SECONDS = 60;
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("controller.listener.names", BrokerSettings.CONTROLLER),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", SESSION_MILLISECONDS),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private final Path directory;
    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Map<Integer, Process> processes = new ConcurrentHashMap<>();

    /** Makes the nodes and starts them; they serve a few seconds later. */
    public BrokerCluster(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        String id = Uuid.randomUuid().toString();
        for (int node : ALL) {
            ports.put(node, LoopbackPort.free());
        }
        for (int node : ALL) {
            format(node, id);
        }
        try {
            start(ALL);
        } catch (IOException problem) {
            close();
            throw problem;
        }
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BROKERS.stream().map(this::address).collect(Collectors.joining(","));
    }

    /** Kills the nodes at once. */
    public void kill(List<Integer> nodes) {
        for (int node : nodes) {
            process(node).destroyForcibly();
        }
        for (int node : nodes) {
            process(node).onExit().join();
        }
    }

    /** Stops the node as an administrator would: it hands its leaderships over first. */
    public void stop(int node) throws InterruptedException {
        process(node).destroy();
        if (!process(node).waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("node " + node + " runs " + LONGEST_STOP_SECONDS + " s after SIGTERM");
        }
    }

    /** Starts the nodes again; they serve a few seconds later. */
    public void start(List<Integer> nodes) throws IOException {
        for (int node : nodes) {
            start(node);
        }
    }

    private void start(int node) throws IOException {
        File log = directory.resolve("node-" + node + ".log").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterNode.class.getName(),
                        properties(node).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        processes.put(node, process);
    }

    private void format(int node, String id) throws IOException {
        Properties settings = new Properties();
        settings.putAll(SETTINGS);
        settings.put("node.id", Integer.toString(node));
        settings.put("controller.quorum.voters", CONTROLLER + "@" + address(CONTROLLER));
        settings.put("log.dirs", directory.resolve("data-" + node).toString());
        if (node == CONTROLLER) {
            settings.put("process.roles", "controller");
            settings.put("listeners", BrokerSettings.CONTROLLER + "://" + address(node));
        } else {
            settings.put("process.roles", "broker");
            settings.put("listeners", "PLAINTEXT://" + address(node));
        }
        try (Writer out = Files.newBufferedWriter(properties(node))) {
            settings.store(out, null);
        }
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        int code = StorageTool.execute(
                new String[] {"format", "-t", id, "-c", properties(node).toString()},
                new PrintStream(report, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException("node " + node + ": " + report.toString(StandardCharsets.UTF_8));
        }
    }

    private Path properties(int node) {
        return directory.resolve("node-" + node + ".properties");
    }

    private String address(int node) {
        return LoopbackPort.HOST + ":" + ports.get(node);
    }

    private Process process(int node) {
        Process process = processes.get(node);
        if (process == null) {
            throw new IllegalStateException("node " + node + " was never started");
        }
        return process;
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        kill(List.copyOf(processes.keySet()));
    }
}
