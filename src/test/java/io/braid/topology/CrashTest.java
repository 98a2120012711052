package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.faults.FaultTable;
import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application that dies before, during or after any step of a commit or of a start comes to what one comes to that
 * nobody disturbs. {@code -Pfaults} lets it die more often.
 */
class CrashTest {
    private static final long SEED = FaultTable.seed();

    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    /** The events that came while a kind of fault struck. */
    private record Span(int times, long from, long until) {}

    @ParameterizedTest
    @CsvSource({"1, 1, 9", "3, 1, 8"})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void deathAtAnyStepChangesNeitherTheStateNorTheOutput(int partitions, int few, int many) throws Exception {
        int rounds = FaultTable.times(few, many);
        SplittableRandom random = new SplittableRandom(SEED);
        try (FaultyApplication application = new FaultyApplication(cluster, "dying-" + partitions, partitions, SEED)) {
            application.run();
            Map<String, Span> spans = new LinkedHashMap<>();
            for (Step step : Step.values()) {
                spans.put(step.label(), suffer(application, rounds, step.label(), moment -> death(step, moment, random)));
            }
            spans.put("revival", suffer(application, rounds, "revival", CrashTest::deathInRevival));
            String weights = application.finish();

            Ledger ledger = Ledger.of(cluster, application.config(), application.writer());
            List<Long> order = ledger.predicted().get(0);
            List<FaultyApplication.Restored> wrong = application.wrong(order);
            spans.forEach((label, span) -> FaultTable.record(
                    "death at " + label + ", " + partitions + " partition(s)",
                    span.times(),
                    span.until() - span.from(),
                    ledger.lost(span.from(), span.until()),
                    ledger.duplicated(span.from(), span.until()),
                    wrong.stream().noneMatch(state -> state.struck().equals(label))));
            assertThat(ledger.lost()).as("lost").isZero();
            assertThat(ledger.duplicated()).as("duplicated").isZero();
            assertThat(ledger.predicted()).allSatisfy(events -> assertThat(events).isEqualTo(order));
            assertThat(wrong).isEmpty();
            assertThat(application.leftOpen()).as("transactions left open").isPositive();
            if (partitions == 1) {
                assertThat(order).isEqualTo(LongStream.range(0, application.writer().events()).boxed().toList());
                assertThat(application.undisturbed()).isEqualTo(weights);
            }
        }
    }

    private interface Faults {
        List<Fault> at(Moment moment);
    }

    private static Span suffer(FaultyApplication application, int rounds, String label, Faults faults)
            throws InterruptedException {
        long from = application.writer().events();
        int times = 0;
        for (int round = 0; round < rounds; round++) {
            for (Moment moment : Moment.values()) {
                List<Fault> due = faults.at(moment);
                application.suffer(label, due);
                times += due.size();
            }
        }
        return new Span(times, from, application.writer().events());
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
        Fault late = Fault.failure(Step.OFFSETS, Moment.AFTER, () -> new TimeoutException("too late"));
        return List.of(
                late,
                switch (moment) {
                    case BEFORE -> Fault.death(Step.COMMIT, Moment.BEFORE, 0);
                    case DURING -> Fault.death(Step.RESTORE, Moment.DURING, 1);
                    case AFTER -> Fault.death(Step.RESTORE, Moment.AFTER, 0);
                });
    }
}
