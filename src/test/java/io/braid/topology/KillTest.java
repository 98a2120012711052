package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.faults.FaultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is killed again and again while events stream in learns the same, and writes the same, as one that is
 * left alone. {@code -Pfaults} kills more often.
 */
class KillTest {
    private static final int KILLS = FaultTable.times(3, 20);
    private static final long EVENTS_PER_KILL = 5_000;
    private static final long SEED = FaultTable.seed();

    private static Path directory;
    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path temporary) {
        directory = temporary;
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void killsChangeNeitherTheStateNorTheOutput(int partitions) throws Exception {
        String topic = "events-" + partitions;
        cluster.createTopic(topic, partitions);
        Writer writer = new Writer(cluster.bootstrapServers(), topic, partitions, SEED);

        KillHarness killed = harness("killed-" + partitions, topic);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                writer.write(KILLS * EVENTS_PER_KILL, 20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        int kills = killed.kill(KILLS, TopologyChild.WORKING, new SplittableRandom(SEED));
        writing.join();
        String survived = killed.finish();
        writer.close();

        Audit audit = Audit.of(cluster, TestEvents.config("killed-" + partitions, topic, Map.of()));
        boolean equal = audit.digest().equals(Set.of(survived));
        FaultTable.record(
                "kill -9" + (partitions > 1 ? ", " + partitions + " partitions" : ""),
                kills,
                writer.events(),
                audit.lost().size(),
                audit.duplicated().size(),
                equal);
        assertThat(audit.lost()).as("lost").isEmpty();
        assertThat(audit.duplicated()).as("duplicated").isEmpty();
        assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
        assertThat(equal).as("the state is that of the events in this order").isTrue();
        if (partitions == 1) {
            assertThat(harness("whole-" + partitions, topic).finish()).isEqualTo(survived);
        }
    }

    private KillHarness harness(String app, String topic) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(app, topic));
        cluster.settings(app).forEach((name, value) -> arguments.add(name + "=" + value));
        return new KillHarness(
                log -> KillHarness.java(TopologyChild.class.getName(), arguments.toArray(String[]::new)),
                Files.createDirectories(directory.resolve("logs-" + app)));
    }
}
