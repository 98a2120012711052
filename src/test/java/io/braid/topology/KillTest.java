package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.faults.FaultTable;
import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    @Test
    void haltsAtStepsChangeNeitherTheStateNorTheOutput() throws Exception {
        List<Step> steps = FaultTable.full() ? List.of(Step.values()) : List.of(Step.COMMIT);
        List<Moment> moments = FaultTable.full() ? List.of(Moment.values()) : List.of(Moment.DURING);
        cluster.createTopic("halts", 1);
        Writer writer = new Writer(cluster.bootstrapServers(), "halts", 1, SEED);
        BraidConfig config = TestEvents.config("halted", "halts", cluster.settings("halted"));
        writer.write(200, 0);
        TopologyChild.learnToEnd(config);

        int halts = 0;
        for (Step step : steps) {
            for (Moment moment : moments) {
                writer.write(200, 0);
                halts += halt(config, step, moment) ? 1 : 0;
            }
        }
        String survived = TopologyChild.learnToEnd(config);
        writer.close();

        Audit audit = Audit.of(cluster, config);
        boolean equal = audit.digest().equals(Set.of(survived));
        FaultTable.record(
                "process halted at a step",
                halts,
                writer.events(),
                audit.lost().size(),
                audit.duplicated().size(),
                equal);
        assertThat(halts).isEqualTo(steps.size() * moments.size());
        assertThat(audit.lost()).as("lost").isEmpty();
        assertThat(audit.duplicated()).as("duplicated").isEmpty();
        assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
        assertThat(equal).as("the state is that of the events in this order").isTrue();
    }

    /** Whether a process halted at the step, and not otherwise. */
    private static boolean halt(BraidConfig config, Step step, Moment moment) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(config.app(), config.events().topic(), step.name(), moment.name()));
        config.kafka().forEach((name, value) -> arguments.add(name + "=" + value));
        Path log = directory.resolve("halt-" + step + "-" + moment + ".log");
        Process process = KillHarness.java(HaltingChild.class.getName(), arguments.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == HaltingChild.HALTED;
        } finally {
            process.destroyForcibly().waitFor();
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
