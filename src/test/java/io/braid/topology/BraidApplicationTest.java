package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.checkpoint.CheckpointException;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BraidApplicationTest {
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
    void learnsEveryEventOnceAndPredictsItWithinTheSameRun(int partitions) throws Exception {
        String topic = "every-" + partitions;
        Writer writer = written(topic, partitions, 1003);
        BraidConfig config = config("app-" + topic, topic);

        ChainEngine first = run(config, () -> new ChainEngine(config));
        writer.write(500, 0);
        writer.close();
        ChainEngine second = run(config, () -> new ChainEngine(config));

        assertThat(first.events()).isEqualTo(1003);
        assertThat(first.hasUnpredicted()).isFalse();
        assertThat(second.events()).isEqualTo(1503);
        assertThat(second.rejections()).isEqualTo(writer.garbage()).isPositive();
        assertThat(cluster.read(config.predictionsTopic(config.tasks().get(1)))).hasSize(1503);
        assertThat(cluster.read(config.rejectsTopic())).hasSize((int) writer.garbage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void learnsEveryEventOnceWhenItsTaskIsCorrupted(int partitions) throws Exception {
        String topic = "revived-" + partitions;
        Writer writer = written(topic, partitions, 3000);
        writer.close();
        BraidConfig config = config("app-" + topic, topic);
        ChainEngine undisturbed = run(config("undisturbed-" + topic, topic), () -> new ChainEngine(config));
        TaskId task = new TaskId(partitions == 1 ? 0 : 1, 0);
        AtomicInteger corruptions = new AtomicInteger();

        ChainEngine revived = run(config, () -> new ChainEngine(config) {
            private int offered;

            @Override
            public void offer(Event event, Output output) {
                super.offer(event, output);
                if (++offered % 400 == 0 && corruptions.incrementAndGet() <= 2) {
                    throw new TaskCorruptedException(Set.of(task));
                }
            }
        });

        assertThat(corruptions.get()).isGreaterThanOrEqualTo(2);
        assertThat(revived.events()).isEqualTo(undisturbed.events());
        assertThat(revived.rejections()).isEqualTo(undisturbed.rejections());
        for (TaskConfig about : config.tasks()) {
            assertThat(cluster.read(config.predictionsTopic(about))).hasSize(3000);
        }
        assertThat(cluster.read(config.rejectsTopic())).hasSize((int) writer.garbage());
        if (partitions == 1) {
            assertThat(revived.digest()).isEqualTo(undisturbed.digest());
        }
    }

    @Test
    void awaitsTheEndThatATransactionOfADeadInstanceHides() throws Exception {
        String topic = "hidden";
        Writer writer = written(topic, 2, 500);
        BraidConfig config = config("app-hidden", topic);
        run(config, () -> new ChainEngine(config));
        KafkaProducer<byte[], byte[]> dead = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "dead"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        dead.initTransactions();
        dead.beginTransaction();
        dead.send(new ProducerRecord<>(BraidTopology.orderedTopic("app-hidden"), TestEvents.garbage(0)))
                .get();
        writer.write(500, 0);
        writer.close();
        Executor late = CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS);
        CompletableFuture<Void> aborted = CompletableFuture.runAsync(dead::abortTransaction, late);

        ChainEngine engine = run(config, () -> new ChainEngine(config));

        aborted.join();
        dead.close();
        assertThat(engine.events()).isEqualTo(1000);
    }

    @Test
    void goesOnFromTheLastCommitWhenItsThreadFails() throws Exception {
        String topic = "failing";
        Writer writer = written(topic, 1, 2000);
        writer.close();
        BraidConfig config = config("app-failing", topic);
        ChainEngine undisturbed = run(config("undisturbed-failing", topic), () -> new ChainEngine(config));
        AtomicInteger offered = new AtomicInteger();

        ChainEngine recovered = run(config, () -> new ChainEngine(config) {
            @Override
            public void offer(Event event, Output output) {
                super.offer(event, output);
                if (offered.incrementAndGet() == 1500) {
                    throw new IllegalStateException("a failure that does not come back");
                }
            }
        });

        assertThat(recovered.digest()).isEqualTo(undisturbed.digest());
        assertThat(cluster.read(config.predictionsTopic(config.tasks().get(0)))).hasSize(2000);
    }

    @Test
    void endsWithTheReasonWhenTheCheckpointIsNotItsOwn() throws Exception {
        String topic = "foreign";
        written(topic, 1, 100).close();
        BraidConfig config = config("app-foreign", topic);
        run(config, () -> new ChainEngine(config));

        assertThatThrownBy(() -> run(config, () -> new ChainEngine(config) {
                    @Override
                    public void restore(byte[] key, byte[] value) {
                        throw new CheckpointException("a checkpoint of another model");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed")
                .hasRootCauseMessage("a checkpoint of another model");
    }

    @Test
    @Timeout(120)
    void showsItsFirstPredictionWithoutWaitingForTheInterval() throws Exception {
        String topic = "first";
        written(topic, 1, 100).close();
        Map<String, String> kafka = new HashMap<>(cluster.settings("app-first"));
        kafka.put("commit.interval.ms", "600000");
        kafka.put("producer.transaction.timeout.ms", "900000");
        BraidConfig config = TestEvents.config("app-first", topic, kafka);

        List<ConsumerRecord<byte[], byte[]>> predictions = List.of();
        BraidApplication application =
                BraidApplication.start(config, new FixedRegistry(), records -> new ChainEngine(config));
        try (application) {
            while (predictions.isEmpty()) {
                predictions =
                        cluster.read(config.predictionsTopic(config.tasks().get(0)));
            }
        }

        assertThat(predictions).isNotEmpty();
    }

    @Test
    void namesTheEventsTopicThatIsMissing() {
        BraidConfig config = config("app-missing", "nowhere");

        assertThatThrownBy(() -> run(config, () -> new ChainEngine(config)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("events.topic: nowhere");
    }

    private static Writer written(String topic, int partitions, long events) throws InterruptedException {
        cluster.createTopic(topic, partitions);
        Writer writer = new Writer(cluster.bootstrapServers(), topic, partitions, 5);
        writer.write(events, 0);
        return writer;
    }

    private static BraidConfig config(String app, String topic) {
        return TestEvents.config(app, topic, Map.copyOf(cluster.settings(app)));
    }

    private static ChainEngine run(BraidConfig config, Supplier<ChainEngine> engines) throws InterruptedException {
        BraidApplication application = BraidApplication.start(config, new FixedRegistry(), records -> engines.get());
        try (application) {
            application.awaitEnd();
        }
        return (ChainEngine) application.engine().orElseThrow();
    }
}
