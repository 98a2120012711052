package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.embedded.EmbeddedRegistry;
import io.braid.topology.TestCluster;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The brokers and the schema registry of one test class; the registry is in this process. */
final class Servers implements AutoCloseable {
    private final TestCluster cluster;
    private EmbeddedRegistry registry;

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

    /** Stops the registry. */
    void stopRegistry() {
        registry.close();
    }

    /** Starts another registry on the same cluster, at another URL, after {@link #stopRegistry}. */
    void startRegistry() {
        registry = EmbeddedRegistry.start(cluster.bootstrapServers(), 0);
    }

    /** Waits until {@code condition} holds, two minutes at most. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        registry.close();
        cluster.close();
    }
}
