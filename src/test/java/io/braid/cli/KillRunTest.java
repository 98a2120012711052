package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.PredictionsConfig.Topics;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.topology.KillHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code braid run}, killed (SIGKILL) at random instants of one stream and started again each time, comes to what a run
 * that nobody killed comes to. {@code -Pfaults} kills more often, {@code -Dbraid.faults.seed} at other instants.
 */
class KillRunTest {
    private static final int KILLS = FaultTable.times(3, 20);
    private static final long SEED = FaultTable.seed();
    private static final long EVENTS_PER_SECOND = 1_000;

    /** More than are sent while the runs are killed: sending stops with the last kill. */
    private static final int ROWS = 30_000 * KILLS;

    /** The limit, which is hardly anything, and the dense parameters, waiting events and scores of the example. */
    private static final long LARGEST_SAVE = 500_000;

    /** Stands in the log of a run whose threads have begun to work. */
    private static final String WORKING = "to RUNNING";

    private static final String LOG_STATES = "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.streams.KafkaStreams=info";

    private static Path directory;
    private static Servers servers;

    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** Predictions once on a topic for each task, once on one topic for all, and in any case embedding rows that are written ahead. */
    static List<Topics> topics() {
        return FaultTable.full() ? List.of(Topics.values()) : List.of(Topics.BOTH);
    }

    @ParameterizedTest
    @MethodSource("topics")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void killsChangeNeitherTheModelNorThePredictions(Topics topics) throws Exception {
        String name = topics.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Deployment killed = Deployment.of(servers, Example.PATIENTS, "killed-" + name, ROWS, directory)
                .with("interval: 200ms", "interval: 200ms, max-change: 1KB")
                .with("seed: 7", "seed: 7\npredictions: {topics: " + name + "}");
        servers.cluster().createTopic(killed.config().events().topic(), 1);
        CompletableFuture<Long> sending = CompletableFuture.supplyAsync(() -> send(killed));
        int kills;
        try {
            kills = kill(killed);
        } finally {
            enough.set(true);
        }
        long events = sending.join();
        ObjectNode survived = Outcome.json(
                harness(killed, "finished-" + name, "--until-end", "--json").finish());

        ObjectNode replayed = killed.replay(events);
        Deployment whole = killed.again("whole-" + name);
        ObjectNode unkilled = whole.run();

        Tally count = Tally.of(killed, events);
        boolean equal = survived.get("weights_sha256").equals(replayed.get("weights_sha256"));
        FaultTable.record(
                "kill -9 of `braid run`" + (topics == Topics.PER_TASK ? "" : ", predictions " + name),
                kills,
                events,
                count.lost(),
                count.duplicated(),
                equal);
        assertThat(kills).isEqualTo(KILLS);
        assertThat(count.lost()).as("lost").isZero();
        assertThat(count.duplicated()).as("duplicated").isZero();
        assertThat(survived.get("checkpoint").get("ahead_bytes").asLong()).isPositive();
        assertThat(survived.get("checkpoint").get("save_bytes_max").asLong()).isLessThan(LARGEST_SAVE);
        assertThat(Deployment.learned(survived)).isEqualTo(Deployment.learned(replayed));
        assertThat(Deployment.learned(unkilled)).isEqualTo(Deployment.learned(replayed));
        for (TaskConfig task : killed.config().tasks()) {
            assertThat(killed.predictions(task)).isEqualTo(whole.predictions(task));
        }
    }

    /** Sends rows until {@link #enough}, and returns how many. */
    private long send(Deployment app) {
        EventProducer producer = new EventProducer(app.config(), app.registry());
        return producer.send(app.data(), 0, ROWS, EVENTS_PER_SECOND, done -> {}, enough::get)
                .sent();
    }

    /**
     * Kills as many runs as {@link #KILLS}. One run in four ends by itself at the end of the events that it found, and may be
     * killed while it closes, or not at all: then another is.
     */
    private static int kill(Deployment app) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        int kills = 0;
        for (int run = 0; kills < KILLS && run < 3 * KILLS; run++) {
            String[] options = random.nextInt(4) == 0 ? new String[] {"--until-end"} : new String[0];
            kills += harness(app, app.config().app() + "-" + run, options).kill(1, WORKING, random);
        }
        return kills;
    }

    private static KillHarness harness(Deployment app, String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", app.configFile().toString()));
        arguments.addAll(List.of(options));
        return new KillHarness(
                ignored -> {
                    ProcessBuilder process = KillHarness.java(Main.class.getName(), arguments.toArray(String[]::new));
                    process.command().add(1, LOG_STATES);
                    return process;
                },
                Files.createDirectories(directory.resolve("logs").resolve(name)));
    }
}
