package io.braid.cli;

import io.braid.embedded.EmbeddedRegistry;
import io.braid.topology.TestCluster;
import java.nio.file.Path;

/** The brokers and the schema registry of one test class; the registry is in this process. */
final class Servers implements AutoCloseable {
    private final TestCluster cluster;
    private final EmbeddedRegistry registry;

    /** One broker, in this process too. */
    Servers(Path directory) {
        this(new TestCluster(directory));
    }

    /** Brokers that run already, and are closed with these. */
    Servers(TestCluster cluster) {
        this.cluster = cluster;
        registry = EmbeddedRegistry.start(cluster.bootstrapServers(), 0);
    }

    TestCluster cluster() {
        return cluster;
    }

    String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        cluster.close();
    }
}
