package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.faults.FaultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code num.standby.replicas: 1}, another instance goes on where a killed one was, and has the model already. For
 * {@code -Pfaults} only.
 */
@EnabledIfSystemProperty(named = "braid.faults", matches = "true")
class StandbyTest {
    private static final Logger log = LoggerFactory.getLogger(StandbyTest.class);
    private static final int TAKEOVERS = 5;
    private static final String APP = "standby";
    private static final String EVENTS = "standby-events";

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void takesOverWithoutReadingTheCheckpointAgain(@TempDir Path directory) throws Exception {
        BraidConfig config = TestEvents.config(APP, EVENTS, Map.of());
        try (TestCluster cluster = new TestCluster(directory)) {
            cluster.createTopic(EVENTS, 1);
            Writer writer = new Writer(cluster.bootstrapServers(), EVENTS, 1, FaultTable.seed());
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.writeUntil(enough::get));

            List<Takeovers.Takeover> takeovers;
            try {
                takeovers = takeovers(cluster, config, writer, directory);
            } finally {
                enough.set(true);
                writing.join();
            }
            writer.close();
            String survived = TopologyChild.learnToEnd(TestEvents.config(APP, EVENTS, cluster.settings("one")));

            Audit audit = Audit.of(cluster, config);
            FaultTable.record(
                    "kill -9 of Braid, a standby takes over",
                    takeovers.size(),
                    writer.events(),
                    audit.lost().size(),
                    audit.duplicated().size(),
                    audit.digest().equals(Set.of(survived)));
            takeovers.forEach(each -> log.info("{}", each));
            assertThat(audit.lost()).as("lost").isEmpty();
            assertThat(audit.duplicated()).as("duplicated").isEmpty();
            assertThat(audit.digest()).containsExactly(survived);
            assertThat(takeovers).allMatch(Takeovers.Takeover::isWithoutRestoring);
        }
    }

    private static List<Takeovers.Takeover> takeovers(
            TestCluster cluster, BraidConfig config, Writer writer, Path directory) throws Exception {
        String predictions = config.predictionsTopic(config.tasks().get(0));
        List<Takeovers.Takeover> takeovers = new ArrayList<>();
        try (PredictionTail tail = new PredictionTail(cluster.bootstrapServers(), predictions);
                Instance one = instance(cluster, "one", directory);
                Instance two = instance(cluster, "two", directory)) {
            List<Takeovers.Member> members = List.of(
                    new Takeovers.Member(one, directory.resolve("one")),
                    new Takeovers.Member(two, directory.resolve("two")));
            Takeovers next = new Takeovers(cluster.admin(), APP, EVENTS, members, tail, writer::events);
            one.start();
            next.awaitPredictions();
            two.start();
            while (takeovers.size() < TAKEOVERS) {
                takeovers.add(next.next());
                assertThat(members).allMatch(member -> member.instance().isRunning());
            }
        }
        return takeovers;
    }

    private static Instance instance(TestCluster cluster, String name, Path directory) {
        return new Instance(
                () -> {
                    ProcessBuilder process = TopologyChild.process(
                            cluster, APP, EVENTS, name, Map.of("num.standby.replicas", "1"), TopologyChild.RESIDENT);
                    process.command().add(1, Takeovers.LOG_RESTORING);
                    return process;
                },
                directory.resolve(name + ".log"));
    }
}
