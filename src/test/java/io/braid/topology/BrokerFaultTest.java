package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.embedded.BrokerCluster;
import io.braid.faults.FaultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application on three brokers, which are killed, stopped and started again while events stream in, loses nothing and
 * doubles nothing, and needs nobody to start it again. {@code -Pfaults} does more of it, for longer.
 */
class BrokerFaultTest {
    private static final Logger log = LoggerFactory.getLogger(BrokerFaultTest.class);
    private static final long SEED = FaultTable.seed();
    private static final String APP = "three-brokers";
    private static final String EVENTS = "events";
    private static final List<Integer> BROKERS = BrokerCluster.BROKERS;

    private static Path directory;
    private static BrokerCluster brokers;
    private static TestCluster cluster;
    private static Replicas replicas;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final BraidConfig config = TestEvents.config(APP, EVENTS, Map.of());
    private final AtomicBoolean enough = new AtomicBoolean();
    private Instance braid;
    private Writer writer;
    private PredictionTail tail;

    /** What is done to the cluster or the application. */
    private enum Fault {
        BROKER("kill -9 of a broker", 1, 16),
        BRAID("kill -9 of Braid on three brokers", 1, 6),
        BROKER_AND_BRAID("kill -9 of a broker and Braid", 0, 6),
        TWO_BROKERS("two of three brokers down", 0, 3),
        CONTROLLER("kill -9 of the controller", 0, 3),
        ROLLING_RESTART("rolling restart of the brokers", 0, 2),
        STOP("cluster stopped for 10 s", 0, 1),
        LONG_STOP("cluster stopped for a minute", 0, 1);

        private final String row;
        private final int few;
        private final int many;

        Fault(String row, int few, int many) {
            this.row = row;
            this.few = few;
            this.many = many;
        }
    }

    /**
     * A fault that happened.
     *
     * @param from the first event that was written after it
     * @param to the first event that was written after the next one
     * @param silence the longest time without a prediction until then, in milliseconds
     */
    private record Injected(Fault fault, long from, long to, long silence) {
        long within(List<Long> events) {
            return events.stream().filter(n -> from <= n && n < to).count();
        }
    }

    @BeforeAll
    static void startBrokers(@TempDir Path temporary) throws Exception {
        directory = temporary;
        brokers = new BrokerCluster(directory.resolve("brokers"));
        cluster = new TestCluster(directory, brokers.bootstrapServers(), brokers::close);
        replicas = new Replicas(cluster.admin(), BROKERS.size());
        replicas.awaitInSync();
        cluster.createTopic(EVENTS, 1);
    }

    @AfterAll
    static void stopBrokers() {
        cluster.close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void faultsOfBrokersAndKillsLoseNothingAndDoubleNothing() throws Exception {
        List<Injected> injected = new ArrayList<>();
        braid = new Instance(() -> child(TopologyChild.RESIDENT), directory.resolve("braid.log"));
        writer = new Writer(cluster.bootstrapServers(), EVENTS, 1, SEED);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.writeUntil(enough::get));
        try (Instance started = braid) {
            started.start();
            try (PredictionTail reading = new PredictionTail(
                    cluster.bootstrapServers(),
                    config.predictionsTopic(config.tasks().get(0)))) {
                tail = reading;
                awaitPredictions();
                replicas.awaitInSync();
                for (Fault fault : schedule()) {
                    injected.add(measured(fault));
                }
            } finally {
                enough.set(true);
                writing.join();
            }
            started.stop();
        }
        writer.close();
        KillHarness harness = new KillHarness(ignored -> child(), Files.createDirectories(directory.resolve("last")));
        String survived = harness.finish();

        Audit audit = Audit.of(cluster, config);
        boolean equal = audit.digest().equals(Set.of(survived));
        for (Fault fault : Fault.values()) {
            report(fault, injected, audit, equal);
        }
        assertThat(audit.written()).hasSize((int) writer.events());
        assertThat(audit.lost()).as("lost").isEmpty();
        assertThat(audit.duplicated()).as("duplicated").isEmpty();
        assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
        assertThat(audit.digest()).containsExactly(survived);
        assertReplicated();
    }

    /** As many faults as the form of the test wants, in a random order. */
    private static List<Fault> schedule() {
        List<Fault> schedule = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            schedule.addAll(Collections.nCopies(FaultTable.times(fault.few, fault.many), fault));
        }
        Collections.shuffle(schedule, new Random(SEED));
        return schedule;
    }

    private Injected measured(Fault fault) throws Exception {
        assertThat(braid.isRunning()).as("still running: %s", braid.log()).isTrue();
        long from = writer.events();
        long started = System.nanoTime();
        inject(fault);
        awaitPredictions();
        long silence = tail.longestSilence(started, System.nanoTime());
        replicas.awaitInSync();
        log.warn("{}: {} ms without predictions, {} ms until all was well", fault.row, silence, since(started));
        return new Injected(fault, from, writer.events(), silence);
    }

    private void inject(Fault fault) throws Exception {
        switch (fault) {
            case BROKER -> {
                List<Integer> victim = List.of(victim());
                brokers.kill(victim);
                awaitPredictions();
                brokers.start(victim);
            }
            case BRAID -> {
                braid.kill();
                braid.start();
            }
            case BROKER_AND_BRAID -> {
                List<Integer> victim = List.of(victim());
                brokers.kill(victim);
                braid.kill();
                braid.start();
                awaitPredictions();
                brokers.start(victim);
            }
            case TWO_BROKERS -> {
                List<Integer> victims = new ArrayList<>(BROKERS);
                victims.remove(random.nextInt(BROKERS.size()));
                brokers.kill(victims);
                TimeUnit.SECONDS.sleep(8);
                brokers.start(victims);
            }
            case CONTROLLER -> {
                List<Integer> controller = List.of(BrokerCluster.CONTROLLER);
                brokers.kill(controller);
                TimeUnit.SECONDS.sleep(3);
                brokers.start(controller);
            }
            case ROLLING_RESTART -> {
                for (int broker : BROKERS) {
                    brokers.stop(broker);
                    brokers.start(List.of(broker));
                    replicas.awaitInSync();
                }
            }
            case STOP -> stopAll(10);
            case LONG_STOP -> stopAll(60);
        }
    }

    private static void stopAll(int seconds) throws Exception {
        List<Integer> all = new ArrayList<>(BROKERS);
        all.add(BrokerCluster.CONTROLLER);
        brokers.kill(all);
        TimeUnit.SECONDS.sleep(seconds);
        brokers.start(all);
    }

    /** The leader of the checkpoint, of the events or of the group's offsets, or any broker. */
    private int victim() {
        return switch (random.nextInt(4)) {
            case 0 -> replicas.leader(Checkpoint.topic(config));
            case 1 -> replicas.leader(EVENTS);
            case 2 -> replicas.leader("__consumer_offsets");
            default -> BROKERS.get(random.nextInt(BROKERS.size()));
        };
    }

    private static void report(Fault fault, List<Injected> all, Audit audit, boolean equal) {
        List<Injected> injected =
                all.stream().filter(each -> each.fault() == fault).toList();
        if (injected.isEmpty()) {
            return;
        }
        FaultTable.record(
                fault.row,
                injected.size(),
                injected.stream().mapToLong(each -> each.to() - each.from()).sum(),
                injected.stream().mapToLong(each -> each.within(audit.lost())).sum(),
                injected.stream()
                        .mapToLong(each -> each.within(audit.duplicated()))
                        .sum(),
                equal);
        long[] silences =
                injected.stream().mapToLong(Injected::silence).sorted().toArray();
        log.warn(
                "{}: without predictions for {} ms (median), {} ms (longest)",
                fault.row,
                silences[silences.length / 2],
                silences[silences.length - 1]);
    }

    /** Everything that the application made has as many replicas as the brokers' defaults say. */
    private void assertReplicated() {
        for (TaskConfig task : config.tasks()) {
            assertThat(replicas.factor(config.predictionsTopic(task))).isEqualTo(BROKERS.size());
        }
        assertThat(replicas.factor(config.metricsTopic())).isEqualTo(BROKERS.size());
        assertThat(replicas.factor(config.rejectsTopic())).isEqualTo(BROKERS.size());
        assertThat(replicas.factor(Checkpoint.topic(config))).isEqualTo(BROKERS.size());
    }

    private static ProcessBuilder child(String... options) {
        return TopologyChild.process(cluster, APP, EVENTS, APP, Map.of(), options);
    }

    /** Waits until events that are written after this call are predicted. */
    private void awaitPredictions() throws InterruptedException {
        tail.await(writer.events() + 60);
    }

    private static long since(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
