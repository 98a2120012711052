package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.embedded.EmbeddedRegistry;
import io.braid.topology.TestCluster;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A broker and a schema registry of one test class, in this process. */
final class Servers implements AutoCloseable {
    private final TestCluster cluster;
    private EmbeddedRegistry registry;

    Servers(Path directory) {
        cluster = new TestCluster(directory);
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
