package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.braid.config.BraidConfig;
import io.braid.ingest.EventReader;
import io.braid.publish.MetricsWriter;
import io.braid.publish.Prediction;
import io.braid.publish.PredictionReader;
import io.braid.publish.RejectHeaders;
import io.braid.registry.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records go. What is committed together is a question for a real broker: see {@link KillTest}. */
class BraidTopologyTest {
    private static final String TOPIC = "measurements";
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void isTheOneThatIsDrawn(int partitions) throws IOException {
        Topology topology = topology(config(), partitions, new FixedRegistry());

        String drawn = topology.describe().toString();

        assertThat(drawn).isEqualTo(golden("topology-" + partitions + ".txt"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void sendsAPredictionPerTaskAndARejectAsItCame(int partitions) {
        FixedRegistry registry = new FixedRegistry();
        BraidConfig config = config();
        try (TopologyTestDriver driver = driver(config, partitions, registry)) {
            TestInputTopic<byte[], byte[]> events = input(driver);

            for (long n = 0; n < config.batch().size(); n++) {
                events.pipeInput(new TestRecord<>(TestEvents.key(n), TestEvents.event(n), TIME));
            }
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", new byte[] {7});
            events.pipeInput(new TestRecord<>(null, TestEvents.garbage(0), headers, TIME));

            PredictionReader reader = new PredictionReader(registry);
            for (String topic : List.of("app.predictions.up", "app.predictions.y")) {
                List<TestRecord<byte[], byte[]>> records = output(driver, topic).readRecordsToList();
                assertThat(records).hasSize(config.batch().size());
                assertThat(records.get(3).key()).isEqualTo(TestEvents.key(3));
                assertThat(records.get(3).getRecordTime()).isEqualTo(TIME);
                Prediction prediction = reader.read(records.get(3).value());
                assertThat(prediction.eventId()).isEqualTo(TestEvents.id(3));
            }
            TestOutputTopic<byte[], byte[]> rejects = output(driver, "app.rejects");
            TestRecord<byte[], byte[]> reject = rejects.readRecord();
            assertThat(reject.key()).isNull();
            assertThat(reject.value()).isEqualTo(TestEvents.garbage(0));
            assertThat(reject.headers().lastHeader("trace").value()).containsExactly(7);
            assertThat(new String(
                            reject.headers().lastHeader(RejectHeaders.OFFSET).value(), StandardCharsets.UTF_8))
                    .isEqualTo("16");
            assertThat(reject.headers().toArray()).hasSize(5);
            assertThat(rejects.isEmpty()).isTrue();
        }
    }

    @Test
    void sendsOneRecordForAllTasksOfAnEventToTheCombinedTopic() {
        FixedRegistry registry = new FixedRegistry();
        BraidConfig config = TestEvents.combined(config());
        try (TopologyTestDriver driver = driver(config, 1, registry)) {
            for (long n = 0; n < config.batch().size(); n++) {
                input(driver).pipeInput(new TestRecord<>(TestEvents.key(n), TestEvents.event(n), TIME));
            }

            List<TestRecord<byte[], byte[]>> records =
                    output(driver, "app.predictions").readRecordsToList();

            assertThat(records).hasSize(config.batch().size());
            assertThat(records.get(3).key()).isEqualTo(TestEvents.key(3));
            assertThat(new PredictionReader(registry).readAll(records.get(3).value()))
                    .extracting(Prediction::task, Prediction::eventId)
                    .containsExactly(tuple("up", TestEvents.id(3)), tuple("y", TestEvents.id(3)));
            assertThat(driver.producedTopicNames())
                    .contains("app.predictions")
                    .doesNotContain("app.predictions.up", "app.predictions.y");
        }
    }

    @Test
    void predictsAnEventThatWaitsForItsBatchWithinTheLinger() {
        BraidConfig config = config();
        try (TopologyTestDriver driver = driver(config, 1, new FixedRegistry())) {
            TestOutputTopic<byte[], byte[]> predictions = output(driver, "app.predictions.up");
            input(driver).pipeInput(new TestRecord<>(TestEvents.key(0), TestEvents.event(0), TIME));
            assertThat(predictions.isEmpty()).isTrue();

            driver.advanceWallClockTime(Duration.ofMillis(5));
            assertThat(predictions.isEmpty()).isTrue();
            driver.advanceWallClockTime(Duration.ofMillis(15));

            TestRecord<byte[], byte[]> prediction = predictions.readRecord();
            assertThat(prediction.key()).isEqualTo(TestEvents.key(0));
            assertThat(prediction.getRecordTime()).isEqualTo(TIME);
            driver.advanceWallClockTime(Duration.ofMillis(100));
            assertThat(predictions.isEmpty()).isTrue();
        }
    }

    private static BraidConfig config() {
        return TestEvents.config("app", TOPIC, Map.of());
    }

    private static Topology topology(BraidConfig config, int partitions, SchemaRegistry registry) {
        return BraidTopology.of(
                config,
                partitions,
                new Stages(
                        () -> new EventReader(config, registry),
                        () -> new ChainEngine(config),
                        () -> new PredictionOutput(config, registry),
                        () -> new MetricsWriter(config, registry),
                        () -> new MockConsumer<>("none"),
                        false,
                        new RecordLimits(1 << 20, 1 << 20),
                        new Learning()));
    }

    private TopologyTestDriver driver(BraidConfig config, int partitions, SchemaRegistry registry) {
        Properties properties = new Properties();
        properties.put("application.id", "app");
        properties.put("state.dir", directory.toString());
        return new TopologyTestDriver(topology(config, partitions, registry), properties);
    }

    private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver) {
        return driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static TestOutputTopic<byte[], byte[]> output(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = BraidTopologyTest.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
