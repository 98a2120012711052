package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.braid.config.BatchConfig;
import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import io.braid.faults.FaultTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a changelog on a real broker ends the application before it writes anything, and can be undone. */
class CheckpointFaultTest {
    private static final String SMALL = "0000000000";
    private static final String NUMBERS = "030000000000000000";
    private static final int BEFORE = 600;
    private static final int AFTER = 400;

    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    /** Something done to the pieces of a changelog. */
    enum Fault {
        FLIPPED_BIT("a changelog piece with a flipped bit", "it is damaged", NUMBERS) {
            @Override
            byte[] instead(byte[] piece, byte[] other) {
                byte[] damaged = piece.clone();
                damaged[damaged.length / 2] ^= 16;
                return damaged;
            }
        },
        OTHER_PIECE("a changelog piece under the key of another", "belongs elsewhere", NUMBERS) {
            @Override
            byte[] instead(byte[] piece, byte[] other) {
                return other;
            }
        },
        MISSING("a changelog piece that is missing", "pieces are missing", NUMBERS) {
            @Override
            byte @Nullable [] instead(byte[] piece, byte[] other) {
                return null;
            }
        },
        NEWER("a changelog piece of a newer version", "written by a newer version of Braid", NUMBERS) {
            @Override
            byte[] instead(byte[] piece, byte[] other) {
                byte[] newer = piece.clone();
                newer[0]++;
                CRC32C checksum = new CRC32C();
                checksum.update(HexFormat.of().parseHex(key));
                checksum.update(newer, 0, 1);
                checksum.update(newer, 5, newer.length - 5);
                return ByteBuffer.wrap(newer)
                        .putInt(1, (int) checksum.getValue())
                        .array();
            }
        },
        NO_SMALL_STATE("a changelog without its small state", "without the end of its save", SMALL) {
            @Override
            byte @Nullable [] instead(byte[] piece, byte[] other) {
                return null;
            }
        };

        final String row;
        final String reason;
        final String key;

        Fault(String row, String reason, String key) {
            this.row = row;
            this.reason = reason;
            this.key = key;
        }

        abstract byte @Nullable [] instead(byte[] piece, byte[] other);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWithNothingOverwrittenAndGoesOnOnceItIsUndone(Fault fault) throws Exception {
        String name = "fault-" + fault.name().toLowerCase(Locale.ROOT);
        Writer writer = written(name);
        BraidConfig config = config("app-" + name, name);
        run(config, () -> new Pipeline(config));
        ChangelogTopic changelog = new ChangelogTopic(cluster, config);
        Map<String, byte[]> pieces = changelog.pieces();
        byte[] piece = Objects.requireNonNull(pieces.get(fault.key));
        byte[] other = Objects.requireNonNull(pieces.get(SMALL));
        // Compaction would leave the last record of a key alone.
        changelog.empty();
        pieces.remove(fault.key);
        byte @Nullable [] instead = fault.instead(piece, other);
        pieces.forEach(changelog::put);
        changelog.put(fault.key, instead);
        writer.write(AFTER, 0);
        writer.close();
        long end = changelog.end();

        Throwable refusal = catchThrowable(() -> run(config, () -> new Pipeline(config)));
        long overwritten = changelog.end() - end;
        changelog.put(fault.key, piece);
        Pipeline repaired = run(config, () -> new Pipeline(config));

        assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(fault.reason)
                .hasMessageContaining("--reset");
        assertThat(overwritten).isZero();
        assertOnce(fault.row + ", refused and put back", config, repaired, undisturbed(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aChangelogThatWasEmptiedIsRefusedAndAResetGoesOnFromThePlaceInTheEvents(int partitions) throws Exception {
        String name = "emptied-" + partitions;
        cluster.createTopic(name, partitions);
        Writer writer = new Writer(cluster.bootstrapServers(), name, partitions, 5);
        writer.write(BEFORE, 0);
        BraidConfig config = config("app-" + name, name);
        run(config, () -> new Pipeline(config));
        ChangelogTopic changelog = new ChangelogTopic(cluster, config);
        changelog.empty();
        writer.write(AFTER, 0);
        writer.close();

        Throwable refusal = catchThrowable(() -> run(config, () -> new Pipeline(config)));
        long overwritten = changelog.pieces().size();
        Pipeline reset = run(config, () -> forgetting(config, 0));
        Pipeline again = run(config, () -> new Pipeline(config));

        assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no checkpoint, though the group has committed")
                .hasMessageContaining("--reset");
        assertThat(overwritten).isZero();
        assertThat(reset.summary().trained()).isPositive().isLessThanOrEqualTo(AFTER);
        assertOnce("changelog emptied, then `--reset` (partitions: " + partitions + ")", config, again, reset);
    }

    private static Pipeline forgetting(BraidConfig config, long generation) {
        Pipeline pipeline = new Pipeline(config);
        pipeline.forgetBelow(generation);
        return pipeline;
    }

    @Test
    void aResetWhoseThreadFailsInItsFirstCommitHappensAgainAndNoFurtherTime() throws Exception {
        String name = "reset";
        Writer writer = written(name);
        BraidConfig config = config("app-reset", name);
        run(config, () -> new Pipeline(config));
        writer.write(AFTER, 0);
        writer.close();
        AtomicInteger failures = new AtomicInteger();

        Pipeline reset = run(config, () -> {
            Pipeline pipeline = forgetting(config, 1);
            return failures.incrementAndGet() == 1 ? failing(pipeline) : pipeline;
        });
        Summary learned = reset.summary();
        Pipeline again = run(config, () -> forgetting(config, 1));

        assertThat(failures.get()).isEqualTo(2);
        assertThat(learned.events()).isLessThan(BEFORE);
        assertThat(again.summary()).isEqualTo(learned);
        assertOnce("thread fails in the first commit after `--reset`", config, again, reset);
    }

    @Test
    void aChangedConfigurationGoesOnThoughItsThreadFailsInTheFirstCommit() throws Exception {
        String name = "changed";
        Writer writer = written(name);
        BraidConfig config = config("app-changed", name);
        run(config, () -> new Pipeline(config));
        BraidConfig undisturbed = config("app-changed-undisturbed", name);
        run(undisturbed, () -> new Pipeline(undisturbed));
        writer.write(AFTER, 0);
        writer.close();
        AtomicInteger failures = new AtomicInteger();

        Pipeline disturbed = run(changed(config), () -> {
            Pipeline pipeline = new Pipeline(changed(config));
            return failures.incrementAndGet() == 1 ? failing(pipeline) : pipeline;
        });
        Pipeline expected = run(changed(undisturbed), () -> new Pipeline(changed(undisturbed)));

        assertThat(failures.get()).isEqualTo(2);
        assertOnce("thread fails in the first commit under a changed configuration", config, disturbed, expected);
        assertThat(cluster.read(undisturbed.predictionsTopic(config.tasks().get(1))))
                .as("the task that was dropped")
                .hasSize(BEFORE);
    }

    /** Without the task {@code y}, with its field as a feature, and in other batches. */
    private static BraidConfig changed(BraidConfig config) {
        List<TaskConfig> tasks = config.tasks().subList(0, 1);
        List<FeatureConfig> features =
                List.of(new FeatureConfig.Numeric("new", "y"), config.features().get(0));
        return new BraidConfig(
                config.app(),
                config.kafka(),
                config.registry(),
                config.events(),
                features,
                tasks,
                config.model(),
                config.optimizer(),
                config.balancing(),
                new BatchConfig(24, Duration.ofMillis(20)),
                config.checkpoint(),
                config.metrics(),
                config.drift(),
                config.predictions(),
                9);
    }

    /** An engine that fails in its first commit, when its pieces are written. */
    private static Engine failing(Pipeline pipeline) {
        return new DelegatingEngine(pipeline) {
            @Override
            public void saveChanges(Sink sink) {
                super.saveChanges(sink);
                throw new IllegalStateException("a failure that does not come back");
            }
        };
    }

    private static Pipeline undisturbed(String topic) throws InterruptedException {
        BraidConfig config = config("undisturbed-" + topic, topic);
        return run(config, () -> new Pipeline(config));
    }

    private record Counts(long lost, long duplicated) {}

    private static Counts counts(BraidConfig config, int task) {
        List<ConsumerRecord<byte[], byte[]>> predictions =
                cluster.read(config.predictionsTopic(config.tasks().get(task)));
        Set<String> keys = new HashSet<>();
        predictions.forEach(prediction -> keys.add(new String(prediction.key(), StandardCharsets.UTF_8)));
        return new Counts(BEFORE + AFTER - keys.size(), predictions.size() - keys.size());
    }

    private static void assertOnce(String row, BraidConfig config, Pipeline pipeline, Pipeline expected) {
        Counts counts = counts(config, 0);
        boolean equal =
                pipeline.summary().weightsSha256().equals(expected.summary().weightsSha256());
        FaultTable.record(row, 1, BEFORE + AFTER, counts.lost, counts.duplicated, equal);
        assertThat(counts).isEqualTo(new Counts(0, 0));
        assertThat(equal).as("equal hashes").isTrue();
        assertThat(pipeline.summary().trained()).isEqualTo(expected.summary().trained());
    }

    private static Writer written(String topic) throws InterruptedException {
        cluster.createTopic(topic, 1);
        Writer writer = new Writer(cluster.bootstrapServers(), topic, 1, 5);
        writer.write(BEFORE, 0);
        return writer;
    }

    private static BraidConfig config(String app, String topic) {
        return TestEvents.config(app, topic, Map.copyOf(cluster.settings(app)));
    }

    private static Pipeline run(BraidConfig config, Supplier<? extends Engine> engines) throws InterruptedException {
        BraidApplication application = BraidApplication.start(config, new FixedRegistry(), records -> engines.get());
        try (application) {
            application.awaitEnd();
        }
        return (Pipeline) application.engine().orElseThrow();
    }
}
