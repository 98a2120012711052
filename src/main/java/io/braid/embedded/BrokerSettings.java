package io.braid.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that serves one machine: a single node, little memory, and quick to start. */
final class BrokerSettings {

    /** The only node's id. */
    static final int NODE = 1;

    /** The name of the controller's listener. */
    static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
            // Events are dated by when they happened: with an age limit, last year's would go at the first check.
            Map.entry("log.retention.ms", "-1"),
            // How long a killed broker stays registered, which the next one on its directory waits for.
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private BrokerSettings() {}

    /**
     * Kafka's settings.
     *
     * @param data where the node keeps its logs
     * @param brokerPort where clients connect
     * @param controllerPort where the node connects to itself; may be another at each start, as the metadata doesn't
     *     hold it
     */
    static Map<String, String> of(Path data, int brokerPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>(FIXED);
        String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + brokerPort;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        settings.put("listeners", broker + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        settings.put("log.dirs", data.toAbsolutePath().toString());
        return Map.copyOf(settings);
    }
}
