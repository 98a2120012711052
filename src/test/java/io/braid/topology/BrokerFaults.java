package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.embedded.BrokerCluster;
import io.braid.faults.FaultTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things to a cluster and to the application that runs on it, and waits each time until events are predicted again
 * and all replicas are in sync.
 */
public final class BrokerFaults {
    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);
    private static final List<Integer> BROKERS = BrokerCluster.BROKERS;

    private final BrokerCluster brokers;
    private final BraidConfig config;
    private final Replicas replicas;
    private final Instance braid;
    private final PredictionTail tail;
    private final LongSupplier written;
    private final SplittableRandom random = new SplittableRandom(FaultTable.seed());

    /** What can be done; with how often it is done in the plain build, and in the long form. */
    public enum Fault {
        BROKER("kill -9 of a broker", 1, 14),
        BRAID("kill -9 of Braid on three brokers", 1, 6),
        BROKER_AND_BRAID("kill -9 of a broker and Braid", 0, 6),
        TWO_BROKERS("two of three brokers down", 0, 3),
        CONTROLLER("kill -9 of the controller", 0, 3),
        ROLLING_RESTART("rolling restart of the brokers", 0, 2),
        STOP("cluster stopped for 10 s", 0, 1),
        LONG_STOP("cluster stopped for a minute", 0, 1),
        BRIEF_STOP("cluster stopped until commits time out", 0, 0);

        private final String title;
        private final int few;
        private final int many;

        Fault(String title, int few, int many) {
            this.title = title;
            this.few = few;
            this.many = many;
        }

        /** Each as often as the form of the tests wants, in a random order. */
        static List<Fault> schedule() {
            List<Fault> schedule = new ArrayList<>();
            for (Fault fault : values()) {
                schedule.addAll(Collections.nCopies(FaultTable.times(fault.few, fault.many), fault));
            }
            Collections.shuffle(schedule, new Random(FaultTable.seed()));
            return schedule;
        }

        /** What it is, in a few words. */
        public String title() {
            return title;
        }
    }

    /**
     * A fault that happened.
     *
     * @param from the first event that was written after it
     * @param to the first event that was written after the next one
     * @param silence the longest time without a prediction until then, in milliseconds
     */
    public record Injected(Fault fault, long from, long to, long silence) {
        long within(List<Long> events) {
            return events.stream().filter(n -> from <= n && n < to).count();
        }
    }

    /**
     * Faults for one application.
     *
     * @param braid runs
     * @param tail sees one prediction for each event
     * @param written how many events there are so far
     */
    public BrokerFaults(
            BrokerCluster brokers,
            TestCluster cluster,
            BraidConfig config,
            Instance braid,
            PredictionTail tail,
            LongSupplier written) {
        this.brokers = brokers;
        this.config = config;
        this.replicas = new Replicas(cluster.admin(), BROKERS.size());
        this.braid = braid;
        this.tail = tail;
        this.written = written;
    }

    /**
     * Injects the faults one after the other.
     *
     * @throws IllegalStateException when the application ended by itself
     */
    public List<Injected> inject(List<Fault> faults) throws Exception {
        awaitPredictions();
        replicas.awaitInSync();
        List<Injected> injected = new ArrayList<>();
        for (Fault fault : faults) {
            long from = written.getAsLong();
            long started = System.nanoTime();
            inject(fault);
            awaitPredictions();
            long silence = tail.longestSilence(started, System.nanoTime());
            replicas.awaitInSync();
            if (!braid.isRunning()) {
                throw new IllegalStateException("ended after " + fault.title + ": " + braid.log());
            }
            injected.add(new Injected(fault, from, written.getAsLong(), silence));
            log.info("{}: {} ms without predictions", fault.title, silence);
        }
        return injected;
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
                stop(victims, 8);
            }
            case CONTROLLER -> stop(List.of(BrokerCluster.CONTROLLER), 3);
            case ROLLING_RESTART -> {
                for (int broker : BROKERS) {
                    brokers.stop(broker);
                    brokers.start(List.of(broker));
                    replicas.awaitInSync();
                }
            }
            case STOP -> stop(BrokerCluster.ALL, 10);
            case LONG_STOP -> stop(BrokerCluster.ALL, 60);
            case BRIEF_STOP -> stop(BrokerCluster.ALL, 1 + random.nextInt(8));
        }
    }

    private void stop(List<Integer> nodes, int seconds) throws Exception {
        brokers.kill(nodes);
        TimeUnit.SECONDS.sleep(seconds);
        brokers.start(nodes);
    }

    /** The leader of the checkpoint, of the events or of the group's offsets, or any broker. */
    private int victim() {
        return switch (random.nextInt(4)) {
            case 0 -> replicas.leader(Checkpoint.topic(config));
            case 1 -> replicas.leader(config.events().topic());
            case 2 -> replicas.leader("__consumer_offsets");
            default -> BROKERS.get(random.nextInt(BROKERS.size()));
        };
    }

    /** Waits until events that are written after this call are predicted. */
    private void awaitPredictions() throws InterruptedException {
        tail.await(written.getAsLong() + 60);
    }
}
