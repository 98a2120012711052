package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.cli.SoakSamples.Column;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code braid run} under load for as long as is asked: rounds of steady input, input ten times faster than the learner,
 * and silence, bad records between the good ones; then kills and stops. What it holds in memory and on disk stays what it is, it catches
 * up, and nothing is lost or doubled.
 *
 * <p>{@code -Dbraid.soak.minutes} sets how long the rounds take together. Writes {@code target/soak.csv} and
 * {@code target/soak.md}.
 */
class SoakTest {
    private static final Logger log = LoggerFactory.getLogger(SoakTest.class);
    private static final double MINUTES =
            Double.parseDouble(System.getProperty("braid.soak.minutes", FaultTable.full() ? "5" : "0.2"));

    /** The first warms up. */
    private static final int ROUNDS = 4;

    private static final double ROUND_SECONDS = MINUTES * 60 / ROUNDS;
    private static final double SAMPLE_SECONDS = Math.min(1, ROUND_SECONDS / 16);
    private static final int RESTARTS = FaultTable.times(1, 4);
    private static final int FASTER = 10;

    /** Events a second that the rows of the file suffice for. */
    private static final double MOST_A_SECOND = 3_000;

    private static final long MB = 1 << 20;

    /** As large as the heap may get, from the start, so that what the process holds grows with native memory alone. */
    private static final String[] FLAGS = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"};

    private final SoakSamples samples = new SoakSamples();
    private final long started = System.nanoTime();
    private Path directory;
    private Servers servers;
    private Deployment app;
    private Usage usage;
    private Feed feed;
    private BraidProcess braid;
    private int processes;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        servers = new Servers(directory);
        int rows = (int) (MOST_A_SECOND * 60 * MINUTES + 50_000);
        // A model that is slow for its size.
        app = Deployment.of(servers, Example.PATIENTS, "soak", rows, directory)
                .with("interval: 200ms", "interval: 1s")
                .with("seed: 7\n", "seed: 7\nbatch: {size: 4}\nmodel: {layers: [1024, 512]}\n");
        servers.cluster().createTopic(app.config().events().topic(), 1);
        usage = new Usage(app, servers.cluster(), directory);
        feed = new Feed(app);
        launch();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        samples.writeTo(Path.of("target", "soak.csv"));
        braid.close();
        feed.close();
        servers.close();
    }

    @Test
    @Timeout(value = 45, unit = TimeUnit.MINUTES)
    void holdsWhatItHoldsAndCatchesUp() throws Exception {
        double capacity = warmUp();
        double faster = 0;
        for (int round = 1; round < ROUNDS; round++) {
            Flood flood = round(round, capacity);
            faster += flood.sent() / flood.learnt() / (ROUNDS - 1);
            // Other work may have slowed the machine down since.
            capacity = Math.min(MOST_A_SECOND, flood.learnt());
        }
        for (int restart = 0; restart < RESTARTS; restart++) {
            steady(ROUNDS, 0.02 * ROUND_SECONDS, capacity);
            restart(restart % 2 == 0);
        }
        drain(ROUNDS);
        long events = feed.finish();
        drain(ROUNDS);
        braid.stop();

        report(capacity, faster, events);
        ObjectNode survived = app.run();
        ObjectNode replayed = app.replay(events);
        Tally count = Tally.of(app, events);
        boolean equal = survived.get("weights_sha256").equals(replayed.get("weights_sha256"));
        FaultTable.record("input ten times too fast", ROUNDS - 1, events, count.lost(), count.duplicated(), equal);
        FaultTable.record("restarts in a soak", RESTARTS, events, count.lost(), count.duplicated(), equal);
        assertThat(count).isEqualTo(new Tally(events, 0, 0));
        assertThat(equal).as("same weights").isTrue();
        assertThat(survived.get("rejected").asLong()).isEqualTo(feed.bad()).isPositive();
        assertSteady(Column.HEAP, 8);
        assertSteady(Column.RESIDENT, 48);
        assertSteady(Column.THREADS, 4);
        assertSteady(Column.FILES, 16);
        assertThat(samples.max(Column.STATE)).isLessThan(1024);
        assertThat(samples.max(Column.CHANGELOG)).isLessThan(changelogBound() / MB);
    }

    /** Returns how many events a second the process learns. */
    private double warmUp() throws Exception {
        braid.await(BraidProcess.RUNNING);
        long events = (long) (100 * ROUND_SECONDS + 1_000);
        feed.allow(events);
        drain(0);
        long began = System.nanoTime();
        feed.allow(events);
        drain(0);
        double capacity = Math.min(MOST_A_SECOND, events / secondsSince(began));
        steady(0, 0.3 * ROUND_SECONDS, capacity);
        return capacity;
    }

    /**
     * What happened when the input was fastest.
     *
     * @param sent events a second that came
     * @param learnt events a second that were learnt
     */
    private record Flood(double sent, double learnt) {}

    private Flood round(int round, double capacity) throws Exception {
        steady(round, 0.35 * ROUND_SECONDS, 0.3 * capacity);
        long events = Math.max(2_000, (long) (FASTER * capacity * 0.04 * ROUND_SECONDS));
        long began = System.nanoTime();
        feed.allow(events);
        while (!feed.isIdle()) {
            Thread.sleep(1);
        }
        double sending = secondsSince(began);
        drain(round);
        double learning = secondsSince(began);
        for (double end = secondsSince(started) + 0.15 * ROUND_SECONDS; secondsSince(started) < end; ) {
            sample(round, "silence");
        }
        return new Flood(events / sending, events / learning);
    }

    private void steady(int round, double seconds, double rate) throws Exception {
        double began = secondsSince(started);
        long allowed = 0;
        while (secondsSince(started) < began + seconds) {
            long due = (long) (rate * (secondsSince(started) - began));
            feed.allow(due - allowed);
            allowed = due;
            feed.sendBad();
            sample(round, "steady");
        }
    }

    /** Waits until everything that was sent is committed. */
    private void drain(int round) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        do {
            sample(round, "drain");
            assertThat(System.nanoTime())
                    .as("lag %d after 10 minutes", usage.lag())
                    .isLessThan(deadline);
        } while (!feed.isIdle() || usage.lag() > 0);
    }

    private void restart(boolean kill) throws Exception {
        if (kill) {
            braid.kill();
        } else {
            braid.stop();
        }
        braid.close();
        launch();
        braid.await(BraidProcess.RUNNING);
    }

    private void launch() throws IOException {
        processes++;
        braid = BraidProcess.start(app.configFile(), directory.resolve("logs").resolve(processes + ".log"), FLAGS);
    }

    private void sample(int round, String phase) throws Exception {
        long began = System.nanoTime();
        samples.add(new SoakSamples.Sample(
                secondsSince(started),
                processes,
                round,
                phase,
                feed.sent(),
                usage.lag(),
                braid.memory(),
                usage.state(),
                usage.changelog(),
                usage.changelogOnDisk()));
        Thread.sleep(Math.max(0, (long) (1000 * (SAMPLE_SECONDS - secondsSince(began)))));
    }

    /**
     * What docs/operations.md promises: the live pieces and a ninth, two segments, and what is written until the cleaner comes, which is at
     * most everything at each commit.
     */
    private double changelogBound() {
        long live = app.pieces().live();
        double seconds = app.config().checkpoint().interval().toMillis() / 1e3;
        return live / 0.9 + 2 * 16 * MB + 60 / seconds * live;
    }

    /** The last third holds no more than the first, but for a share and {@code spare}. */
    private void assertSteady(Column column, double spare) {
        assertThat(samples.median(column, ROUNDS - 1))
                .as("%s at the end, against the beginning", column)
                .isLessThanOrEqualTo(samples.median(column, 1) * 1.15 + spare);
    }

    private void report(double capacity, double faster, long events) throws IOException {
        String text = String.format(
                Locale.ROOT,
                "%,d events in %.1f minutes, %d restarts, %,d bad records; the learner took %,.0f a second, the input"
                        + " %.1f times as many when it was fastest (load average %.1f)%n%n%s",
                events,
                secondsSince(started) / 60,
                RESTARTS,
                feed.bad(),
                capacity,
                faster,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                samples.table(1, ROUNDS - 1));
        log.info("{}", text);
        Files.writeString(Path.of("target", "soak.md"), text);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
