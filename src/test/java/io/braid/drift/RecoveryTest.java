package io.braid.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.braid.config.BraidConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * That a reaction shortens the time after a change. {@code -Dbraid.drift=true} prints the tables of
 * docs/decisions/0028-drift.md instead: all streams and reactions, several seeds.
 */
class RecoveryTest {
    private static final boolean MEASURE = Boolean.getBoolean("braid.drift");
    private static final int CONCEPT = 10_000;
    private static final int CONCEPTS = 9;
    private static final int SEEDS = 5;
    private static final List<String> REACTIONS = List.of("none", "restart", "reset-head", "both");

    /** A kind of stream. */
    @FunctionalInterface
    private interface Streams {
        DriftStream of(long seed, long concept);
    }

    private static final Map<String, Streams> STREAMS = new LinkedHashMap<>();

    static {
        STREAMS.put("SEA", SeaStream::new);
        STREAMS.put("hyperplane", HyperplaneStream::new);
        STREAMS.put("market", MarketStream::new);
    }

    private static String reacting(String reaction) {
        return "drift: {reaction: " + reaction + "}";
    }

    @Test
    void aRestartShortensTheTimeAfterAChange() {
        Recovery plain = Recovery.of(new HyperplaneStream(1, CONCEPT), CONCEPT, 3 * CONCEPT, reacting("none"));

        Recovery restarted = Recovery.of(new HyperplaneStream(1, CONCEPT), CONCEPT, 3 * CONCEPT, reacting("restart"));

        assertThat(plain.drifts(0)).isPositive();
        assertThat(restarted.early(0)).isLessThan(0.8 * plain.early(0));
        assertThat(restarted.until(0, plain.late(0))).isLessThan(plain.until(0, plain.late(0)));
    }

    @Test
    void aStreamThatStaysAsItIsRaisesNoAlarm() {
        for (Streams streams : STREAMS.values()) {
            DriftStream stream = streams.of(2, Long.MAX_VALUE);

            Recovery recovery = Recovery.of(stream, CONCEPT, 2 * CONCEPT, "");

            for (int task = 0; task < stream.config("").tasks().size(); task++) {
                assertThat(recovery.drifts(task)).isZero();
            }
        }
    }

    @Test
    void printsTheTables() {
        assumeTrue(MEASURE, "some minutes; prints tables: -Dbraid.drift=true");
        String optimizer = System.getProperty("braid.drift.settings", "");
        System.out.println("| stream | task | reaction | alarms a change | loss, first 2,000 events | at the end"
                + " | all | events until recovered |\n|---|---|---|---|---|---|---|---|");
        STREAMS.forEach((name, streams) -> table(name, streams, optimizer));
        System.out.println("\n| stream | task | false alarms in " + SEEDS + " x 200,000 events |\n|---|---|---|");
        STREAMS.forEach((name, streams) -> stationary(name, streams, optimizer));
    }

    private static void table(String name, Streams streams, String settings) {
        BraidConfig config = streams.of(1, 1).config("");
        Recovery[][] runs = new Recovery[REACTIONS.size()][SEEDS];
        for (int reaction = 0; reaction < runs.length; reaction++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                runs[reaction][seed] = Recovery.of(
                        streams.of(seed + 1, CONCEPT),
                        CONCEPT,
                        CONCEPT * CONCEPTS,
                        settings + "\n" + reacting(REACTIONS.get(reaction)));
            }
        }
        for (int index = 0; index < config.tasks().size(); index++) {
            int task = index;
            for (int reaction = 0; reaction < runs.length; reaction++) {
                Recovery[] of = runs[reaction];
                int[] until = new int[SEEDS];
                for (int seed = 0; seed < SEEDS; seed++) {
                    until[seed] = of[seed].until(task, runs[0][seed].late(task));
                }
                Arrays.sort(until);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %.2f | %.4f | %.4f | %.4f | %,d (%,d to %,d) |%n",
                        name,
                        config.tasks().get(task).name(),
                        REACTIONS.get(reaction),
                        Arrays.stream(of).mapToLong(run -> run.drifts(task)).sum() / (double) (SEEDS * (CONCEPTS - 1)),
                        Arrays.stream(of)
                                .mapToDouble(run -> run.early(task))
                                .average()
                                .orElseThrow(),
                        Arrays.stream(of)
                                .mapToDouble(run -> run.late(task))
                                .average()
                                .orElseThrow(),
                        Arrays.stream(of)
                                .mapToDouble(run -> run.mean(task))
                                .average()
                                .orElseThrow(),
                        until[SEEDS / 2],
                        until[0],
                        until[SEEDS - 1]);
            }
        }
    }

    private static void stationary(String name, Streams streams, String settings) {
        BraidConfig config = streams.of(1, 1).config("");
        long[] alarms = new long[config.tasks().size()];
        for (int seed = 1; seed <= SEEDS; seed++) {
            Recovery recovery = Recovery.of(streams.of(seed, Long.MAX_VALUE), CONCEPT, 200_000, settings);
            for (int task = 0; task < alarms.length; task++) {
                alarms[task] += recovery.drifts(task);
            }
        }
        for (int task = 0; task < alarms.length; task++) {
            System.out.printf(
                    "| %s | %s | %d |%n", name, config.tasks().get(task).name(), alarms[task]);
        }
    }
}
