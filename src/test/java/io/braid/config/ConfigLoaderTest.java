package io.braid.config;

import static io.braid.config.Configs.SMALL;
import static io.braid.config.Configs.parse;
import static io.braid.config.Configs.smallWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.TaskConfig.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String FLIGHTS = """
        app: flights
        kafka: {bootstrap.servers: "localhost:9092", processing.guarantee: at_least_once}
        schema.registry.url: "http://localhost:8081"
        basic.auth.user.info: braid:secret
        auto.register.schemas: false
        events: {topic: flights.in, id: flight_id, timestamp: sched_ts, schema: schemas/flights.avsc}
        features:
          - {name: distance, type: numeric, field: route.distance}
          - {name: carrier, type: categorical, dim: 4}
          - {name: title, type: text, dim: 12, rows: 1024, ngrams: 3}
          - {name: pixels, type: vector, size: 196}
        tasks:
          - {name: late15, type: binary, role: main}
          - {name: arr_delay, type: regression, loss: huber, role: auxiliary, weight: 0.5}
          - {name: delay_band, type: multiclass, classes: [early, on_time, late]}
        model: {encoder: shared-bottom, layers: [32], skip: false}
        optimizer: {type: sgd, learning-rate: 1e-3, rows: ftrl, rows-learning-rate: 0.1, clip-norm: 5, regeneration: 0.001}
        balancing: {type: fixed}
        batch: {size: 32, linger: 2m}
        checkpoint: {interval: 10ms}
        metrics: {window: 100, gradients: 16}
        drift: {detector: page-hinkley, delta: 0.01, reaction: reset-head}
        seed: -7
        """;

    @TempDir
    Path directory;

    @Test
    void readsEverySettingOfAFile() throws IOException {
        Path schema = Files.createDirectories(directory.resolve("schemas")).resolve("flights.avsc");
        Files.writeString(schema, "{}");
        Path file = Files.writeString(directory.resolve("flights.yaml"), FLIGHTS);

        BraidConfig config = ConfigLoader.load(file);

        BraidConfig expected = new BraidConfig(
                "flights",
                Map.of("bootstrap.servers", "localhost:9092", "processing.guarantee", "at_least_once"),
                Map.of(
                        "schema.registry.url",
                        "http://localhost:8081",
                        "basic.auth.user.info",
                        "braid:secret",
                        "auto.register.schemas",
                        "false"),
                new EventsConfig("flights.in", "flight_id", "sched_ts", schema),
                List.of(
                        new FeatureConfig.Numeric("distance", "route.distance"),
                        new FeatureConfig.Categorical("carrier", "carrier", 4, 16384),
                        new FeatureConfig.Text("title", "title", 12, 1024, 3),
                        new FeatureConfig.Vector("pixels", "pixels", 196)),
                List.of(
                        new TaskConfig.Binary("late15", "late15", Role.MAIN, 1, LossType.LOGISTIC),
                        new TaskConfig.Regression("arr_delay", "arr_delay", Role.AUXILIARY, 0.5, LossType.HUBER),
                        new TaskConfig.Multiclass(
                                "delay_band",
                                "delay_band",
                                Role.AUXILIARY,
                                1,
                                LossType.CROSS_ENTROPY,
                                List.of("early", "on_time", "late"))),
                new ModelConfig(ModelConfig.EncoderType.SHARED_BOTTOM, List.of(32), false),
                new OptimizerConfig(OptimizerConfig.Type.SGD, 0.001, OptimizerConfig.Type.FTRL, 0.1, 5, 0.001),
                new BalancingConfig(BalancingConfig.Type.FIXED, BalancingConfig.Surgery.NONE),
                new BatchConfig(32, Duration.ofMinutes(2)),
                new CheckpointConfig(Duration.ofMillis(10), 16_000_000),
                new MetricsConfig(100, 16),
                new DriftConfig(DriftConfig.Detector.PAGE_HINKLEY, 0.01, DriftConfig.Reaction.RESET_HEAD),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                -7);
        assertThat(config).isEqualTo(expected);
    }

    @Test
    void fillsInDefaults() {
        BraidConfig config = parse(SMALL);

        assertThat(config.kafka()).isEmpty();
        assertThat(config.registry()).isEmpty();
        assertThat(config.events()).isEqualTo(new EventsConfig("flights.events", "flight_id", null, null));
        assertThat(config.model().skip()).isTrue();
        assertThat(config.optimizer())
                .isEqualTo(
                        new OptimizerConfig(OptimizerConfig.Type.ADAGRAD, 0.02, OptimizerConfig.Type.ADAGRAD, 0.2, 10));
        assertThat(config.batch()).isEqualTo(new BatchConfig(8, Duration.ofMillis(20)));
        assertThat(config.checkpoint().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.seed()).isEqualTo(1);
    }

    @Test
    void takesTheUsualRateOfTheOptimizerIfNoneIsWritten() {
        BraidConfig config = parse(smallWith("events: {id: flight_id}", "events: {}\noptimizer: {type: adam}"));

        assertThat(config.optimizer().learningRate()).isEqualTo(0.003);
    }

    @Test
    void takesAKeyWithoutValueForAnEmptyMapping() {
        BraidConfig config = parse(smallWith("events: {id: flight_id}", "events:\nkafka:\nmodel: ~"));

        assertThat(config.events().topic()).isEqualTo("flights.events");
        assertThat(config.kafka()).isEmpty();
        assertThat(config.model()).isEqualTo(parse(SMALL).model());
    }

    @Test
    void takesALabelFromFieldElseLabelElseName() {
        BraidConfig config = parse("""
            app: a
            events: {}
            features: [{name: x, type: numeric}]
            tasks:
              - {name: one, type: binary, label: b, field: c.d}
              - {name: two, type: binary, label: b}
              - {name: three, type: binary}
            """);

        assertThat(config.tasks()).extracting(TaskConfig::field).containsExactly("c.d", "b", "three");
    }

    @Test
    void makesTheFirstTaskMainIfNoneSaysSo() {
        assertThat(roles("{}", "{}", "{}")).containsExactly(Role.MAIN, Role.AUXILIARY, Role.AUXILIARY);
        assertThat(roles("{}", "{role: main}", "{}")).containsExactly(Role.AUXILIARY, Role.MAIN, Role.AUXILIARY);
        assertThat(roles("{role: auxiliary}", "{}", "{}")).containsExactly(Role.AUXILIARY, Role.MAIN, Role.AUXILIARY);
    }

    private static List<Role> roles(String... tasks) {
        StringBuilder yaml = new StringBuilder("app: a\nevents: {}\nfeatures: [{name: x, type: numeric}]\ntasks:\n");
        for (int i = 0; i < tasks.length; i++) {
            String own = tasks[i].equals("{}") ? "{" : tasks[i].replace("}", ", ");
            yaml.append("  - ").append(own).append("name: t").append(i).append(", type: binary}\n");
        }
        return parse(yaml.toString()).tasks().stream().map(TaskConfig::role).toList();
    }

    @Test
    void keepsClassesAsTheyAreWritten() {
        BraidConfig config = parse(smallWith(
                "type: binary}",
                "type: multiclass, classes: [0, yes, 1.5, 010, 0x1F, 1_000, True, .nan, \"null\", a b]}"));

        TaskConfig.Multiclass task = (TaskConfig.Multiclass) config.tasks().get(0);
        assertThat(task.classes())
                .containsExactly("0", "yes", "1.5", "010", "0x1F", "1_000", "True", ".nan", "null", "a b");
    }

    @Test
    void passesEveryKafkaScalarThroughAsText() {
        BraidConfig config = parse(SMALL + "kafka: {linger.ms: 5, enable.idempotence: true, client.rack: ''}");

        assertThat(config.kafka())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("linger.ms", "5", "enable.idempotence", "true", "client.rack", ""));
    }

    @Test
    void takesANumberInQuotesForANumber() {
        assertThat(parse(SMALL + "seed: \"42\"").seed()).isEqualTo(42);
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        Path file = Files.writeString(directory.resolve("bom.yaml"), "\ufeff" + SMALL);

        assertThat(ConfigLoader.load(file)).isEqualTo(parse(SMALL));
    }

    @Test
    void hidesKafkaAndRegistrySettingsInItsText() {
        BraidConfig config = parse(SMALL + "kafka: {a: hunter2}\nbasic.auth.user.info: hunter2");

        assertThat(config.toString()).isEqualTo("BraidConfig[flights]");
    }

    @Test
    void reportsAFileThatCannotBeRead() throws IOException {
        Path latin = Files.write(directory.resolve("latin.yaml"), "app: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(directory.resolve("none.yaml"), "no such file");
        assertRefused(directory, "a directory");
        assertRefused(latin, "not a text in UTF-8");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> ConfigLoader.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": " + reason + " (expected: a YAML file that can be read)");
    }

    @Test
    void reportsASchemaThatCannotBeRead() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"), smallWith("{id: flight_id}", "{id: flight_id, schema: no/such.avsc}"));

        assertThatThrownBy(() -> ConfigLoader.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":2:33: events.schema: no/such.avsc (expected: a file that can be read; "
                        + directory.resolve("no/such.avsc") + " is none)");
    }
}
