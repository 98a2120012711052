package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.faults.FaultTable;
import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that dies or fails before, during or after any step of a commit or of a start comes to what one comes to
 * that nobody disturbs. {@code -Pfaults} strikes more often.
 */
class CrashTest {
    private static final long SEED = FaultTable.seed();

    private static final Fault LATE_OFFSETS =
            Fault.failure(Step.OFFSETS, Moment.AFTER, () -> new TimeoutException("too late"));

    private static final Fault FAILED_SAVE =
            Fault.failure(Step.SAVE, Moment.BEFORE, () -> new IllegalStateException("not saved"));

    // Of one list after the other, as an application ends for good with its sixth failure in five minutes.
    private static final List<Fault> FAILED_SAVES = List.of(
            FAILED_SAVE,
            Fault.failure(Step.SAVE, Moment.AFTER, () -> new IllegalStateException("saved")),
            Fault.failure(Step.AHEAD, Moment.DURING, () -> new IllegalStateException("not written ahead")),
            Fault.failure(Step.SEND, Moment.BEFORE, () -> new TimeoutException("not sent")),
            Fault.failure(Step.FLUSH, Moment.BEFORE, () -> new KafkaException("not flushed")));
    private static final List<Fault> FAILED_COMMITS = List.of(
            Fault.failure(Step.OFFSETS, Moment.BEFORE, () -> new KafkaException("not taken")),
            LATE_OFFSETS,
            Fault.failure(Step.COMMIT, Moment.BEFORE, () -> new ProducerFencedException("another is there")),
            Fault.failure(Step.COMMIT, Moment.DURING, () -> new TimeoutException("not yet")),
            Fault.failure(Step.COMMIT, Moment.AFTER, () -> new TimeoutException("too late")));
    private static final List<Fault> FAILED_RESTORES = List.of(
            FAILED_SAVE,
            Fault.failure(Step.RESTORE, Moment.DURING, () -> new IllegalStateException("not restored")),
            LATE_OFFSETS,
            Fault.failure(Step.RESTORE, Moment.AFTER, () -> new IllegalStateException("restored")));

    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void deathAtAnyStepChangesNeitherTheStateNorTheOutput(int partitions) throws Exception {
        int rounds = FaultTable.times(1, 9);
        List<Moment> moments = FaultTable.full() ? List.of(Moment.values()) : List.of(Moment.DURING);
        SplittableRandom random = new SplittableRandom(SEED);
        try (FaultyApplication application = new FaultyApplication(cluster, "dying-" + partitions, partitions, SEED)) {
            application.run();
            for (Step step : Step.values()) {
                suffer(application, rounds, "death at " + step.label(), moments, moment -> death(step, moment, random));
            }
            suffer(application, rounds, "death at revival", moments, CrashTest::deathInRevival);
            String weights = application.finish();

            assertNothingChanged(application, partitions);
            assertThat(application.leftOpen()).as("transactions left open").isPositive();
            if (partitions == 1) {
                assertThat(application.undisturbed()).isEqualTo(weights);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void failureAtAnyStepChangesNeitherTheStateNorTheOutput(int partitions) throws Exception {
        int rounds = FaultTable.times(1, 6);
        try (FaultyApplication application =
                new FaultyApplication(cluster, "failing-" + partitions, partitions, SEED)) {
            application.run();
            for (int round = 0; round < rounds; round++) {
                application.suffer("failed save or send", FAILED_SAVES);
                application.suffer("failed commit", FAILED_COMMITS);
                application.suffer("failed restore", FAILED_RESTORES);
                if (partitions > 1 || FaultTable.full()) {
                    application.sufferAndHandOver("failed commit, then a rebalance", List.of(LATE_OFFSETS));
                }
            }
            application.finish();

            assertNothingChanged(application, partitions);
        }
    }

    private static void assertNothingChanged(FaultyApplication application, int partitions) {
        Audit audit = Audit.of(cluster, application.config());
        List<Long> order = audit.predicted().get(0);
        List<FaultyApplication.Restored> wrong = application.wrong(order);
        application.record(audit, wrong, partitions);
        assertThat(audit.lost()).as("lost").isEmpty();
        assertThat(audit.duplicated()).as("duplicated").isEmpty();
        assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
        assertThat(audit.predicted()).allSatisfy(events -> assertThat(events).isEqualTo(order));
        assertThat(wrong).isEmpty();
        if (partitions == 1) {
            assertThat(order).isSorted();
        }
    }

    private interface Faults {
        List<Fault> at(Moment moment);
    }

    private static void suffer(
            FaultyApplication application, int rounds, String label, List<Moment> moments, Faults faults)
            throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (Moment moment : moments) {
                application.suffer(label, faults.at(moment));
            }
        }
    }

    private static List<Fault> death(Step step, Moment moment, SplittableRandom random) {
        boolean once = step == Step.RESTORE && moment != Moment.DURING;
        return List.of(Fault.death(step, moment, once ? 0 : random.nextInt(3)));
    }

    /**
     * Offsets whose answer comes too late: Kafka Streams takes their tasks for corrupted, tries the commit again, and then
     * revives them.
     */
    private static List<Fault> deathInRevival(Moment moment) {
        return List.of(
                LATE_OFFSETS,
                switch (moment) {
                    case BEFORE -> Fault.death(Step.COMMIT, Moment.BEFORE, 0);
                    case DURING -> Fault.death(Step.RESTORE, Moment.DURING, 1);
                    case AFTER -> Fault.death(Step.RESTORE, Moment.AFTER, 0);
                });
    }
}
