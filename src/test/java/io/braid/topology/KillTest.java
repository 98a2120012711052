package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.faults.FaultTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        killed.kill(KILLS, TopologyChild.WORKING, new SplittableRandom(SEED));
        writing.join();
        String survived = killed.finish();
        writer.close();

        assertThat(survived).isEqualTo(learnedInOrderOfPredictions("killed-" + partitions, topic, writer));
        assertRejectedOnce("killed-" + partitions, topic, writer);
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

    /** The digest of the events in the order in which they were predicted, which is the one they were learned in. */
    private String learnedInOrderOfPredictions(String app, String topic, Writer writer) {
        BraidConfig config = TestEvents.config(app, topic, Map.of());
        ChainEngine engine = new ChainEngine(config);
        for (TaskConfig task : config.tasks()) {
            engine.reset();
            Set<String> keys = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : cluster.read(config.predictionsTopic(task))) {
                String key = text(record.key());
                assertThat(keys.add(key)).as("%s is predicted once", key).isTrue();
                engine.offer(TestEvents.decoded(key), Output.NOWHERE);
            }
            assertThat(keys).hasSize((int) writer.events());
        }
        LongStream.range(0, writer.garbage()).forEach(n -> engine.rejected());
        return engine.digest();
    }

    private void assertRejectedOnce(String app, String topic, Writer writer) {
        BraidConfig config = TestEvents.config(app, topic, Map.of());
        List<String> rejected = cluster.read(config.rejectsTopic()).stream()
                .map(record -> text(record.value()))
                .sorted()
                .toList();
        List<String> garbage = LongStream.range(0, writer.garbage())
                .mapToObj(n -> text(TestEvents.garbage(n)))
                .sorted()
                .toList();
        assertThat(rejected).isEqualTo(garbage);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
