package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.faults.FaultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances of one application that come, go and are killed while events stream in, so that the tasks that relay and the
 * one that learns move between them: together they learn what one instance would.
 */
class RebalanceTest {
    private static final long SEED = FaultTable.seed();
    private static final int CHANGES = FaultTable.times(3, 30);
    private static final int PARTITIONS = FaultTable.times(3, 6);
    private static final int INSTANCES = FaultTable.times(2, 3);
    private static final String APP = "rebalanced";
    private static final String EVENTS = "rebalanced-events";

    private final List<Instance> instances = new ArrayList<>();
    private final int[] changes = new int[3];

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void instancesThatComeAndGoLearnWhatOneWould(@TempDir Path directory) throws Exception {
        BraidConfig config = TestEvents.config(APP, EVENTS, Map.of());
        try (TestCluster cluster = new TestCluster(directory)) {
            cluster.createTopic(EVENTS, PARTITIONS);
            Writer writer = new Writer(cluster.bootstrapServers(), EVENTS, PARTITIONS, SEED);
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.writeUntil(enough::get));

            try {
                comeAndGo(cluster, config, directory);
            } finally {
                instances.forEach(Instance::close);
                enough.set(true);
                writing.join();
            }
            writer.close();
            String survived = TopologyChild.learnToEnd(TestEvents.config(APP, EVENTS, cluster.settings("instance-0")));

            Audit audit = Audit.of(cluster, config);
            boolean equal = audit.digest().equals(Set.of(survived));
            record("an instance joins", changes[0], writer, audit, equal);
            record("an instance leaves", changes[1], writer, audit, equal);
            record("kill -9 of one of several instances", changes[2], writer, audit, equal);
            assertThat(audit.written()).hasSize((int) writer.events());
            assertThat(audit.lost()).as("lost").isEmpty();
            assertThat(audit.duplicated()).as("duplicated").isEmpty();
            assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
            assertThat(audit.digest()).containsExactly(survived);
        }
    }

    private void comeAndGo(TestCluster cluster, BraidConfig config, Path directory) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < INSTANCES; i++) {
            String name = Integer.toString(i);
            instances.add(new Instance(
                    () -> child(cluster, name, TopologyChild.RESIDENT),
                    directory.resolve("instance-" + name + ".log")));
        }
        String predictions = config.predictionsTopic(config.tasks().get(0));
        try (PredictionTail tail = new PredictionTail(cluster.bootstrapServers(), predictions)) {
            instances.get(0).start();
            for (int i = 0; i < CHANGES; i++) {
                change(instances.get(random.nextInt(INSTANCES)), random);
                // Half of the changes come while the one before is still under way.
                if (random.nextBoolean() || i == CHANGES - 1) {
                    tail.awaitMore(500);
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
            }
        }
    }

    private void change(Instance instance, SplittableRandom random) throws Exception {
        if (!instance.isRunning()) {
            assertThat(instance.endedByItself())
                    .as("failed: %s", instance.log())
                    .isFalse();
            instance.start();
            changes[0]++;
        } else if (random.nextBoolean()) {
            instance.stop();
            changes[1]++;
        } else {
            instance.kill();
            changes[2]++;
        }
        if (instances.stream().noneMatch(Instance::isRunning)) {
            instances.get(0).start();
            changes[0]++;
        }
    }

    private static void record(String fault, int times, Writer writer, Audit audit, boolean equal) {
        if (times > 0) {
            FaultTable.record(
                    fault,
                    times,
                    writer.events(),
                    audit.lost().size(),
                    audit.duplicated().size(),
                    equal);
        }
    }

    private static ProcessBuilder child(TestCluster cluster, String instance, String... options) {
        return TopologyChild.process(cluster, APP, EVENTS, "instance-" + instance, Map.of(), options);
    }
}
