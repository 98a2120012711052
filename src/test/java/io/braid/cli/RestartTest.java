package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code braid run} with a small and a large model, killed (SIGKILL) under load and started again: how long until it predicts again?
 * {@code -Pfaults} kills often enough for a median and writes {@code target/restart.md}; no time is asserted, what was learnt is.
 */
class RestartTest {
    private static final Logger log = LoggerFactory.getLogger(RestartTest.class);
    private static final int KILLS = FaultTable.times(1, 7);
    private static final long EVENTS_PER_SECOND = 200;
    private static final int ROWS = 12_000 * KILLS + 30_000;
    private static final Path FILE = Path.of("target", "restart.md");
    private static final String HEADER =
            "| model | changelog, MB | start | group | restore | first prediction | committed | kill to prediction |"
                    + " kill to committed | load average |\n|---|---|---|---|---|---|---|---|---|---|\n";

    private static Path directory;
    private static Servers servers;

    private final AtomicBoolean enough = new AtomicBoolean();

    /**
     * The moments of one restart.
     *
     * @param killed the process is dead, and the next one is started
     * @param started Kafka Streams is made
     * @param assigned the group has given it its task
     * @param restored the model is here
     * @param predicted the first new prediction is written
     * @param committed and visible
     */
    private record Restart(
            Instant killed,
            Instant started,
            Instant assigned,
            Instant restored,
            Instant predicted,
            Instant committed) {}

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        servers = new Servers(directory);
        Files.deleteIfExists(FILE);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** What to call the model, and the numbers in a row of its table, and rows. */
    static List<Arguments> sizes() {
        Arguments small = Arguments.of("1 MB", 16, 8_192);
        return FaultTable.full() ? List.of(small, Arguments.of("100 MB", 32, 409_600)) : List.of(small);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void predictsAgainAfterAKill(String size, int dim, int rows) throws Exception {
        String name = "restart-" + rows;
        Deployment app = Deployment.of(servers, Example.REVIEWS, name, ROWS, directory)
                .with("interval: 200ms", "interval: 5s")
                .with("dim: 16", "dim: " + dim + ", rows: " + rows);
        servers.cluster().createTopic(app.config().events().topic(), 1);
        app.produce(0, 5_000);
        app.run();
        CompletableFuture<EventProducer.Result> sending =
                CompletableFuture.supplyAsync(() -> new EventProducer(app.config(), app.registry())
                        .send(app.data(), 5_000, ROWS, EVENTS_PER_SECOND, done -> {}, enough::get));
        List<Restart> restarts;
        try {
            restarts = killAndRestart(app);
        } finally {
            enough.set(true);
        }
        long events = 5_000 + sending.join().sent();
        ObjectNode survived = app.run();
        ObjectNode replayed = app.replay(events);

        report(size, app, restarts);
        Tally count = Tally.of(app, events);
        boolean equal = survived.get("weights_sha256").equals(replayed.get("weights_sha256"));
        FaultTable.record("kill -9, model of " + size, KILLS, events, count.lost(), count.duplicated(), equal);
        assertThat(restarts).hasSize(KILLS);
        assertThat(count).isEqualTo(new Tally(events, 0, 0));
        assertThat(Deployment.learned(survived)).isEqualTo(Deployment.learned(replayed));
    }

    private static List<Restart> killAndRestart(Deployment app) throws Exception {
        SplittableRandom random = new SplittableRandom(FaultTable.seed());
        List<Restart> restarts = new ArrayList<>();
        Path logs = directory.resolve("logs").resolve(app.config().app());
        BraidProcess braid = BraidProcess.start(app.configFile(), logs.resolve("0.log"));
        try (Watch watch = new Watch(app)) {
            braid.await(BraidProcess.RUNNING);
            watch.awaitCommitted();
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(random.nextInt(5_000));
                braid.close();
                Instant killed = Instant.now();
                braid = BraidProcess.start(app.configFile(), logs.resolve(kill + ".log"));
                watch.seekToEnd();
                Instant predicted = watch.awaitUncommitted();
                Instant committed = watch.awaitCommitted();
                restarts.add(restart(braid.said(), killed, predicted, committed));
            }
        } finally {
            braid.close();
        }
        return restarts;
    }

    /** Reads the other moments from what the process {@code said}. */
    private static Restart restart(String said, Instant killed, Instant predicted, Instant committed) {
        return new Restart(
                killed,
                time(said, "from CREATED to REBALANCING"),
                time(said, "End offset for changelog"),
                time(said, BraidProcess.RUNNING),
                predicted,
                committed);
    }

    /** When the first line that holds {@code text} was written: the line begins with it. */
    private static Instant time(String said, String text) {
        String line = said.lines()
                .filter(each -> each.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        return OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).toInstant();
    }

    private static void report(String size, Deployment app, List<Restart> restarts) throws IOException {
        Deployment.Pieces pieces = app.pieces();
        String row = String.format(
                Locale.ROOT,
                "| %s (%.1f in pieces) | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | **%.2f** | **%.2f** | %.1f |%n",
                size,
                pieces.live() / 1e6,
                pieces.all() / 1e6,
                median(restarts, each -> Duration.between(each.killed(), each.started())),
                median(restarts, each -> Duration.between(each.started(), each.assigned())),
                median(restarts, each -> Duration.between(each.assigned(), each.restored())),
                median(restarts, each -> Duration.between(each.restored(), each.predicted())),
                median(restarts, each -> Duration.between(each.predicted(), each.committed())),
                median(restarts, each -> Duration.between(each.killed(), each.predicted())),
                median(restarts, each -> Duration.between(each.killed(), each.committed())),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        log.info("{}", row);
        Files.writeString(FILE, (Files.exists(FILE) ? Files.readString(FILE) : HEADER) + row);
    }

    private static double median(List<Restart> restarts, Function<Restart, Duration> length) {
        double[] sorted = restarts.stream()
                .mapToDouble(each -> length.apply(each).toNanos() / 1e9)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** Sees new predictions of the first task, committed or not. */
    private static final class Watch implements AutoCloseable {
        private final TopicPartition place;
        private final KafkaConsumer<byte[], byte[]> uncommitted = consumer("read_uncommitted");
        private final KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");

        Watch(Deployment app) {
            place = new TopicPartition(
                    app.config().predictionsTopic(app.config().tasks().get(0)), 0);
            uncommitted.assign(List.of(place));
            committed.assign(List.of(place));
            seekToEnd();
        }

        private static KafkaConsumer<byte[], byte[]> consumer(String isolation) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    servers.cluster().bootstrapServers(),
                    "isolation.level",
                    isolation,
                    "fetch.max.wait.ms",
                    "20");
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Leaves out everything that is there, committed or not. */
        void seekToEnd() {
            uncommitted.seekToEnd(List.of(place));
            committed.seek(place, uncommitted.position(place));
        }

        Instant awaitUncommitted() {
            return await(uncommitted);
        }

        Instant awaitCommitted() {
            return await(committed);
        }

        private static Instant await(KafkaConsumer<byte[], byte[]> consumer) {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (consumer.poll(Duration.ofMillis(20)).isEmpty()) {
                assertThat(System.nanoTime()).as("no prediction in 2 minutes").isLessThan(deadline);
            }
            return Instant.now();
        }

        @Override
        public void close() {
            uncommitted.close();
            committed.close();
        }
    }
}
