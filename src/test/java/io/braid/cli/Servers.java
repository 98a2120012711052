package io.braid.cli;

import io.braid.embedded.EmbeddedRegistry;
import io.braid.topology.TestCluster;
import java.nio.file.Path;

/** A broker and a schema registry of one test class, in this process. */
final class Servers implements AutoCloseable {
    private final TestCluster cluster;
    private final EmbeddedRegistry registry;

    Servers(Path directory) {
        this(new TestCluster(directory));
    }

    /** A registry besides {@code cluster}, which is closed with it. */
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
