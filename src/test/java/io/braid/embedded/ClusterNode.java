package io.braid.embedded;

import java.io.IOException;
import java.io.OutputStream;
import kafka.Kafka;

/**
 * One node of a {@link BrokerCluster}: Kafka's own server, which lives no longer than the process that started it, as it
 * ends with its standard input.
 */
final class ClusterNode {
    private ClusterNode() {}

    public static void main(String[] propertiesFile) {
        Thread orphan = new Thread(ClusterNode::haltAtEndOfInput, "orphan");
        orphan.setDaemon(true);
        orphan.start();
        Kafka.main(propertiesFile);
    }

    private static void haltAtEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
