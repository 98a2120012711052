package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to an application's offsets, files and topics neither loses nor repeats an event. */
class TamperingTest {
    private static Path directory;
    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path temporary) {
        directory = temporary;
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @Test
    void offsetsThatWereSetBackAreSkippedToThoseOfTheState() throws Exception {
        try (Scene scene = new Scene("back")) {
            scene.run();
            scene.setOffset(100);

            scene.run();

            scene.assertNothingChanged();
        }
    }

    @Test
    void offsetsThatWereSetForwardEndTheRunUntilTheyAreSetToThoseOfTheState() throws Exception {
        try (Scene scene = new Scene("forward")) {
            scene.run();
            long end = scene.offset();
            scene.writer.write(500, 0);
            scene.setOffset(end + 300);
            assertThatThrownBy(scene::run)
                    .hasMessageContaining("forward-events-0: got offset")
                    .hasMessageContaining("if the group's offsets were changed, set them to those of the checkpoint");

            scene.setOffset(end);
            scene.run();

            scene.assertNothingChanged();
        }
    }

    @Test
    void localFilesThatWereDeletedAreNotMissed() throws Exception {
        try (Scene scene = new Scene("files")) {
            scene.run();
            scene.deleteFiles();

            scene.run();

            scene.assertNothingChanged();
        }
    }

    @Test
    void localFilesThatAreDeletedWhileItRunsAreNotMissed() throws Exception {
        try (Scene scene = new Scene("running")) {
            AtomicBoolean first = new AtomicBoolean(true);

            scene.run(() -> new ChainEngine(scene.config) {
                @Override
                public void saveChanges(Sink sink) {
                    super.saveChanges(sink);
                    if (events() > 0 && first.getAndSet(false)) {
                        scene.deleteFiles();
                    }
                }
            });
            scene.run();

            assertThat(first).isFalse();
            scene.assertNothingChanged();
        }
    }

    /** The pieces are written again with each of their changes: what is deleted here has newer versions. */
    @Test
    void aRestoreGoesOnWhenOldVersionsAreDeletedUnderIt() throws Exception {
        try (Scene scene = new Scene("restore")) {
            scene.run();
            long end = scene.changelogEnd();
            scene.run();
            AtomicInteger engines = new AtomicInteger();

            scene.run(() -> {
                boolean first = engines.incrementAndGet() == 1;
                return new ChainEngine(scene.config) {
                    private boolean deleted;

                    @Override
                    public void restore(byte[] key, byte[] value) {
                        if (first && !deleted) {
                            deleted = true;
                            scene.deleteChangelog(end);
                        }
                        super.restore(key, value);
                    }
                };
            });

            assertThat(engines)
                    .as("threads, as the first one's position is gone")
                    .hasValueGreaterThan(1);
            scene.assertNothingChanged();
        }
    }

    /** An application on a topic of one partition, and somebody who tampers with it. */
    private static final class Scene implements AutoCloseable {
        private final BraidConfig config;
        private final Writer writer;
        private final TopicPartition events;
        private final TopicPartition changelog;
        private String digest = "";

        Scene(String name) throws InterruptedException {
            events = new TopicPartition(name + "-events", 0);
            cluster.createTopic(events.topic(), 1);
            writer = new Writer(cluster.bootstrapServers(), events.topic(), 1, 3);
            Map<String, String> settings = new HashMap<>(cluster.settings(name));
            // A restore that reads one batch after the other, so that there is something left to delete under it.
            settings.put("restore.consumer.fetch.max.bytes", "1");
            settings.put("restore.consumer.max.partition.fetch.bytes", "1");
            config = TestEvents.config(name, events.topic(), settings);
            changelog = new TopicPartition(Checkpoint.topic(config), 0);
        }

        void run() throws InterruptedException {
            run(() -> new ChainEngine(config));
        }

        /** Lets the application learn 500 events more. */
        void run(Supplier<ChainEngine> engines) throws InterruptedException {
            writer.write(500, 0);
            BraidApplication application =
                    BraidApplication.start(config, new FixedRegistry(), records -> engines.get());
            try (application) {
                application.awaitEnd();
            }
            digest = ((ChainEngine) application.engine().orElseThrow()).digest();
        }

        void assertNothingChanged() {
            Audit audit = Audit.of(cluster, config);
            assertThat(audit.lost()).as("lost").isEmpty();
            assertThat(audit.duplicated()).as("duplicated").isEmpty();
            assertThat(audit.rejectedOnce()).as("rejected once").isTrue();
            assertThat(audit.predicted()).allSatisfy(order -> assertThat(order).isSorted());
            assertThat(audit.digest()).containsExactly(digest);
        }

        long offset() {
            return Objects.requireNonNull(Topics.await(cluster.admin()
                                    .listConsumerGroupOffsets(config.app())
                                    .partitionsToOffsetAndMetadata())
                            .get(events))
                    .offset();
        }

        /** Sets the group's offset, for which its last member has to leave. */
        void setOffset(long offset) {
            var options = new RemoveMembersFromConsumerGroupOptions();
            Topics.await(cluster.admin()
                    .removeMembersFromConsumerGroup(config.app(), options)
                    .all());
            Topics.await(cluster.admin()
                    .alterConsumerGroupOffsets(config.app(), Map.of(events, new OffsetAndMetadata(offset)))
                    .all());
        }

        void deleteFiles() {
            try (Stream<Path> files = Files.walk(directory.resolve(config.app()))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        /** How many offsets the changelog has. */
        long changelogEnd() {
            return Topics.await(cluster.admin()
                            .listOffsets(Map.of(changelog, OffsetSpec.latest()))
                            .partitionResult(changelog))
                    .offset();
        }

        /** Deletes the beginning of the changelog, which a broker refuses as long as the topic is compacted only. */
        void deleteChangelog(long before) {
            var deleting = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            Topics.await(cluster.admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, changelog.topic()),
                            List.of(new AlterConfigOp(deleting, AlterConfigOp.OpType.APPEND))))
                    .all());
            ChangelogTopic.deleteBefore(cluster.admin(), changelog, before);
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
