package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BatchConfig;
import io.braid.config.BraidConfig;
import io.braid.config.CheckpointConfig;
import io.braid.config.PredictionsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsSettingsTest {
    @Test
    void commitsEverythingInOneTransactionByDefault() {
        StreamsConfig config = new StreamsConfig(settings(Duration.ofSeconds(20), Map.of()));

        assertThat(config.getString("application.id")).isEqualTo("app");
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(config.getLong("commit.interval.ms")).isEqualTo(20_000);
        assertThat(config.getProducerConfigs("x"))
                .containsEntry("transaction.timeout.ms", "60000")
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", "20");
        assertThat(config.getMainConsumerConfigs("app", "x", 1))
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void letsTheUserOverrideEverything() {
        Map<String, String> kafka = Map.of(
                "application.id", "other",
                "processing.guarantee", "at_least_once",
                "linger.ms", "3",
                "max.partition.fetch.bytes", "100000",
                "consumer.auto.offset.reset", "latest",
                "security.protocol", "SSL");

        StreamsConfig config = new StreamsConfig(settings(Duration.ofSeconds(5), kafka));

        assertThat(config.getString("application.id")).isEqualTo("other");
        assertThat(config.getString("processing.guarantee")).isEqualTo("at_least_once");
        assertThat(config.getProducerConfigs("x"))
                .containsEntry("linger.ms", "3")
                .containsEntry("security.protocol", "SSL");
        assertThat(config.getMainConsumerConfigs("other", "x", 1)).containsEntry("auto.offset.reset", "latest");
        assertThat(config.getRestoreConsumerConfigs("x")).containsEntry("max.partition.fetch.bytes", "100000");
    }

    @Test
    void letsProducersAndInternalTopicsTakeTheLargestEvents() {
        Properties settings = settings(Duration.ofSeconds(5), Map.of());

        StreamsSettings.allowRecords(settings, 40 << 20, true);

        assertThat(new StreamsConfig(settings).getProducerConfigs("x"))
                .containsEntry("max.request.size", "" + (40 << 20))
                .containsEntry("buffer.memory", "" + (80 << 20));
        assertThat(settings).containsEntry("topic.max.message.bytes", "" + (40 << 20));
    }

    @Test
    void leavesTheSizesThatTheUserHasSet() {
        Properties settings = settings(
                Duration.ofSeconds(5),
                Map.of(
                        "max.request.size",
                        "3000000",
                        "producer.buffer.memory",
                        "4000000",
                        "topic.max.message.bytes",
                        "5"));

        StreamsSettings.allowRecords(settings, 40 << 20, true);

        assertThat(new StreamsConfig(settings).getProducerConfigs("x"))
                .containsEntry("max.request.size", "3000000")
                .containsEntry("buffer.memory", "4000000");
        assertThat(settings).containsEntry("topic.max.message.bytes", "5");
        assertThat(new Clients(settings).largestRequest()).isEqualTo(3_000_000);
    }

    @Test
    void keepsStateWhereTheUserKeepsState() {
        BraidConfig config = TestEvents.config("app", "events", Map.of());

        assertThat(StreamsSettings.of(config, Map.of("XDG_STATE_HOME", "/state"))
                        .getProperty("state.dir"))
                .isEqualTo("/state/braid");
        assertThat(StreamsSettings.of(config, Map.of()).getProperty("state.dir"))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".local", "state", "braid")
                        .toString());
    }

    @Test
    void isTheSameInstanceAfterARestart(@TempDir Path directory) {
        Map<String, String> kafka = Map.of("state.dir", directory.toString());
        Properties first = settings(Duration.ofSeconds(5), kafka);
        Properties second = settings(Duration.ofSeconds(5), kafka);

        InstanceId.keepIn(first);
        InstanceId.keepIn(second);

        assertThat(first.getProperty("group.instance.id")).isNotBlank();
        assertThat(second.getProperty("group.instance.id")).isEqualTo(first.getProperty("group.instance.id"));
    }

    @Test
    void isNoStaticMemberWhereTheProtocolKnowsNone(@TempDir Path directory) {
        Properties settings =
                settings(Duration.ofSeconds(5), Map.of("state.dir", directory.toString(), "group.protocol", "streams"));

        InstanceId.keepIn(settings);

        assertThat(settings).doesNotContainKey("group.instance.id");
        assertThat(Files.exists(directory.resolve("app"))).isFalse();
    }

    private static Properties settings(Duration interval, Map<String, String> kafka) {
        BraidConfig base = TestEvents.config("app", "events", kafka);
        BraidConfig config = new BraidConfig(
                base.app(),
                base.kafka(),
                base.registry(),
                base.events(),
                base.features(),
                base.tasks(),
                base.model(),
                base.optimizer(),
                base.balancing(),
                new BatchConfig(64, Duration.ofMillis(20)),
                new CheckpointConfig(interval, 16_000_000),
                base.metrics(),
                base.drift(),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                base.seed());
        Properties settings = StreamsSettings.of(config, Map.of());
        settings.putIfAbsent("bootstrap.servers", "localhost:9092");
        return settings;
    }
}
