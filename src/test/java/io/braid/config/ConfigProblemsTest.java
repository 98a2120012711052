package io.braid.config;

import static io.braid.config.Configs.SMALL;
import static io.braid.config.Configs.refusal;
import static io.braid.config.Configs.smallWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigProblemsTest {

    private static final String LATE = "type: binary}";
    private static final String DELAY = "type: regression}";
    private static final String DISTANCE = "type: numeric}";
    private static final String CARRIER = "type: categorical}";

    @ParameterizedTest
    @MethodSource
    void reportsEachKindOfProblem(String part, String replacement, String report) {
        ConfigException refusal = refusal(smallWith(part, replacement));

        assertThat(refusal).hasMessage(report);
    }

    static Stream<Arguments> reportsEachKindOfProblem() {
        return Stream.of(
                problem("app: flights\n", "", "1:1: app: missing (expected: " + name(200) + ")"),
                problem("flights", "my flights", "1:6: app: my flights (expected: " + name(200) + ")"),
                problem("flights", "..", "1:6: app: .. (expected: " + name(200) + ")"),
                problem("flights", "[a]", "1:6: app: a list of 1 (expected: " + name(200) + ")"),
                problem("id:", "idd:", "2:10: events.idd: unknown key of events (did you mean 'id'?)"),
                problem(
                        "id:",
                        "uuid:",
                        "2:10: events.uuid: unknown key of events (known keys: topic, id, timestamp, schema)"),
                problem(
                        "{id: flight_id}",
                        "[]",
                        "2:9: events: an empty list (expected: a mapping of topic, id," + " timestamp, schema)"),
                problem("{id: flight_id}", "{topic: a/b}", "2:17: events.topic: a/b (expected: " + name(249) + ")"),
                problem(
                        "{id: flight_id}",
                        "{topic: flights.metrics}",
                        "2:17: events.topic: flights.metrics"
                                + " (expected: a topic that this application does not write itself)"),
                problem(
                        "{name: distance, type: numeric}",
                        "7",
                        "4:5: features[0]: 7" + " (expected: a mapping of name, type, field)"),
                problem(
                        "type: numeric",
                        "type: numbric",
                        "4:28: features[0].type: numbric (expected: one of numeric,"
                                + " categorical, text, vector; did you mean 'numeric'?)"),
                problem(
                        ", type: numeric",
                        ", dim: 7",
                        "4:5: features[0].type: missing (expected: one of numeric," + " categorical, text, vector)"),
                problem(
                        DISTANCE,
                        "type: numeric, dim: 8}",
                        "4:37: features[0].dim: unknown key of a numeric feature" + " (known keys: name, type, field)"),
                problem(
                        DISTANCE,
                        "type: vector}",
                        "4:5: features[0].size: missing" + " (expected: an integer from 1 to 65536)"),
                problem(
                        DISTANCE,
                        "type: numeric, field: arr_delay}",
                        "4:44: features[0].field: arr_delay"
                                + " (expected: a field that is no label; it is the label of tasks[1])"),
                problem(
                        "distance",
                        "late15",
                        "4:12: features[0].name: late15"
                                + " (expected: a field that is no label; it is the label of tasks[0])"),
                problem(
                        "carrier",
                        "distance",
                        "5:12: features[1].name: distance"
                                + " (expected: a name of its own; features[0].name is distance)"),
                problem(
                        "carrier",
                        "' '",
                        "5:12: features[1].name:  " + " (expected: a text of 1 to 200 characters in one line)"),
                problem(
                        CARRIER,
                        "type: categorical, dim: 0}",
                        "5:45: features[1].dim: 0" + " (expected: an integer from 1 to 1024)"),
                problem(
                        CARRIER,
                        "type: categorical, dim: 1.5}",
                        "5:45: features[1].dim: 1.5" + " (expected: an integer from 1 to 1024)"),
                problem(
                        CARRIER,
                        "type: categorical, rows: 99999999999999999999}",
                        "5:46: features[1].rows:" + " 99999999999999999999 (expected: an integer from 2 to 134217728)"),
                problem(
                        CARRIER,
                        "type: categorical, rows: 134217728}",
                        "5:46: features[1].rows: 134217728 (expected: rows times dim, here 1073741824, at most"
                                + " 536870880, which is 2 GiB; lower rows or dim)"),
                problem(
                        "app: flights\n",
                        "app: flights\ndrift: {reaction: restart}\n",
                        "2:19: drift.reaction: restart (expected: none, as there is no detector whose alarm it could"
                                + " follow; or choose a drift.detector)"),
                problem(
                        "app: flights\n",
                        "app: flights\noptimizer: {type: ftrl, regeneration: 0.1}\n",
                        "2:39: optimizer.regeneration: 0.1 (expected: 0 with ftrl, whose weights follow from the sums"
                                + " of their gradients)"),
                problem(
                        "app: flights\n",
                        "app: flights\ndrift: {detector: adwin, delta: 1}\n",
                        "2:33: drift.delta: 1 (expected: a number > 0 and < 1)"),
                problem(LATE, "type: binary, weight: -1}", "7:42: tasks[0].weight: -1 (expected: a number > 0)"),
                problem(LATE, "type: binary, weight: 0}", "7:42: tasks[0].weight: 0 (expected: a number > 0)"),
                problem(LATE, "type: binary, weight: .nan}", "7:42: tasks[0].weight: .nan (expected: a number > 0)"),
                problem(LATE, "type: binary, weight: NaN}", "7:42: tasks[0].weight: NaN (expected: a number > 0)"),
                problem(LATE, "type: binary, weight: .inf}", "7:42: tasks[0].weight: .inf (expected: a number > 0)"),
                problem(
                        LATE,
                        "type: binary, weight: 1e99}",
                        "7:42: tasks[0].weight: 1e99" + " (expected: a number > 0 that a 32-bit float can hold)"),
                problem(
                        LATE,
                        "type: binary, weight: 1e-99}",
                        "7:42: tasks[0].weight: 1e-99" + " (expected: a number > 0 that a 32-bit float can hold)"),
                problem(
                        LATE,
                        "type: binary, loss: mse}",
                        "7:40: tasks[0].loss: mse" + " (expected: logistic for a binary task)"),
                problem(
                        DELAY,
                        "type: regression, loss: logistic}",
                        "8:47: tasks[1].loss: logistic"
                                + " (expected: one of mse, huber, poisson for a regression task)"),
                problem(
                        LATE,
                        "type: multiclass}",
                        "7:5: tasks[0].classes: missing" + " (expected: a list of 2 or more different classes)"),
                problem(
                        LATE,
                        "type: multiclass, classes: [a]}",
                        "7:47: tasks[0].classes: a list of 1" + " (expected: a list of 2 or more different classes)"),
                problem(
                        LATE,
                        "type: multiclass, classes: [1, b, 1]}",
                        "7:54: tasks[0].classes[2]: 1" + " (expected: each once, and tasks[0].classes[0] is the same)"),
                problem(
                        LATE,
                        "type: multiclass, classes: [a, null]}",
                        "7:51: tasks[0].classes[1]: nothing"
                                + " (expected: the name of a class, in quotes if it is called null)"),
                problem(
                        LATE,
                        "type: binary, classes: [a, b]}",
                        "7:34: tasks[0].classes: unknown key of a binary task"
                                + " (known keys: name, type, label, field, role, weight, loss)"),
                problem(
                        LATE,
                        "type: binary, role: Main}",
                        "7:40: tasks[0].role: Main" + " (expected: one of main, auxiliary; did you mean 'main'?)"),
                problem(
                        "arr_delay",
                        "late15",
                        "8:12: tasks[1].name: late15" + " (expected: a name of its own; tasks[0].name is late15)"),
                problem(
                        "late15",
                        "arr.delay",
                        "8:12: tasks[1].name: arr_delay"
                                + " (expected: a name of its own; tasks[0].name is arr.delay)"),
                problem(
                        "arr_delay",
                        "\"late\\nshort\"",
                        "8:12: tasks[1].name: late\\u000ashort" + " (expected: " + name(200) + ")"));
    }

    private static Arguments problem(String part, String replacement, String report) {
        return Arguments.of(part, replacement, "c.yaml:" + report);
    }

    private static String name(int longest) {
        return "1 to " + longest + " of the characters a-z, A-Z, 0-9, '.', '_' and '-'";
    }

    @ParameterizedTest
    @MethodSource
    void reportsEachKindOfProblemInTheDocument(String line, String report) {
        ConfigException refusal = refusal(SMALL + line);

        assertThat(refusal).hasMessage("c.yaml:9:" + report);
    }

    static Stream<Arguments> reportsEachKindOfProblemInTheDocument() {
        return Stream.of(
                Arguments.of("app: again", "1: app: duplicate key (the first one is in line 1)"),
                Arguments.of("batsh: {size: 1}", "1: batsh: unknown key (did you mean 'batch'?)"),
                Arguments.of(
                        "schema.regstry.url: x",
                        "1: schema.regstry.url: unknown key (did you mean 'schema.registry.url'?)"),
                Arguments.of("batch: {size: -1}", "15: batch.size: -1 (expected: an integer from 1 to 65536)"),
                Arguments.of("batch: {size: }", "14: batch.size: nothing (expected: an integer from 1 to 65536)"),
                Arguments.of(
                        "batch: {size: [1]}", "15: batch.size: a list of 1 (expected: an integer from 1 to 65536)"),
                Arguments.of("batch: {size: 010}", "15: batch.size: 010 (expected: an integer from 1 to 65536)"),
                Arguments.of(
                        "batch: {linger: 20}",
                        "17: batch.linger: 20 (expected: a duration from 0ms to 60m; add a unit: ms, s or m)"),
                Arguments.of("batch: {linger: -5ms}", "17: batch.linger: -5ms (expected: a duration from 0ms to 60m)"),
                Arguments.of(
                        "batch: {linger: 999999999999999m}",
                        "17: batch.linger: 999999999999999m (expected: a duration from 0ms to 60m)"),
                Arguments.of(
                        "checkpoint: {interval: 9ms}",
                        "24: checkpoint.interval: 9ms (expected: a duration from 10ms to 60m)"),
                Arguments.of(
                        "checkpoint: {max-change: 16000000}",
                        "26: checkpoint.max-change: 16000000 (expected: a size from 1KB to 1GB; add a unit: KB, MB or"
                                + " GB)"),
                Arguments.of(
                        "model: {layers: 64}",
                        "17: model.layers: 64 (expected: a list of 0 to 16 integers from 1 to 8192)"),
                Arguments.of("model: {layers: [8, 0]}", "21: model.layers[1]: 0 (expected: an integer from 1 to 8192)"),
                Arguments.of("model: {skip: yes}", "15: model.skip: yes (expected: true or false)"),
                Arguments.of(
                        "optimizer: {learning_rate: 1}",
                        "13: optimizer.learning_rate: unknown key of optimizer (did you mean 'learning-rate'?)"),
                Arguments.of(
                        "optimizer: {type: Adam}",
                        "19: optimizer.type: Adam (expected: one of adam, adagrad, sgd, ftrl; did you mean 'adam'?)"),
                Arguments.of(
                        "balancing: {type: fixd}",
                        "19: balancing.type: fixd (expected: one of fixed, normalized, uncertainty, dynamic-average,"
                                + " gradnorm, famo, imtl; did you mean 'fixed'?)"),
                Arguments.of(
                        "balancing: {surgery: pc-grad}",
                        "22: balancing.surgery: pc-grad (expected: one of none, pcgrad, cagrad, aligned-mtl, imtl,"
                                + " auxiliary-cosine, auxiliary-gate; did you mean 'pcgrad'?)"),
                Arguments.of("seed: 1.5", "7: seed: 1.5 (expected: a 64-bit integer)"),
                Arguments.of("kafka: [a]", "8: kafka: not a mapping (expected: a mapping of keys to single values)"),
                Arguments.of("kafka: {a: {b: c}}", "12: kafka.a: a mapping (expected: a single value)"),
                Arguments.of("kafka: {a: b, a: c}", "15: kafka.a: duplicate key (the first one is in line 9)"),
                Arguments.of(
                        "basic.auth.user.info: [a]",
                        "23: basic.auth.user.info: a list of 1 (expected: a single value)"),
                Arguments.of(
                        "batch: {size: 3, linger: *n}",
                        "26: batch.linger: an unsupported YAML alias; a text that begins with * needs quotes"
                                + " (expected: a duration from 0ms to 60m)"),
                Arguments.of(
                        "batch: {size: !!int 3}",
                        "15: batch.size: an unsupported YAML tag; a text that begins with ! needs quotes"
                                + " (expected: an integer from 1 to 65536)"));
    }

    @ParameterizedTest
    @MethodSource
    void reportsADocumentThatIsNoMapping(String yaml, String report) {
        assertThat(refusal(yaml))
                .hasMessage(report + " (expected: a mapping with at least app, events, features and tasks)");
    }

    static Stream<Arguments> reportsADocumentThatIsNoMapping() {
        return Stream.of(
                Arguments.of("", "c.yaml: an empty file"),
                Arguments.of("# nothing yet\n", "c.yaml: an empty file"),
                Arguments.of("---\n", "c.yaml:2:1: nothing"),
                Arguments.of("- app\n", "c.yaml:1:1: no mapping"),
                Arguments.of("app", "c.yaml:1:1: no mapping"));
    }

    @Test
    void reportsEmptyListsAndAllMissingKeys() {
        assertThat(refusal("app: a\nfeatures: []\ntasks:\n").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "c.yaml:1:1: events: missing (expected: a mapping of topic, id, timestamp, schema)",
                        "c.yaml:2:11: features: an empty list (expected: a list of 1 or more features)",
                        "c.yaml:3:7: tasks: nothing (expected: a list of 1 or more tasks)");
    }

    @Test
    void reportsASecondMainTask() {
        String yaml = SMALL.replace("type: binary", "type: binary, role: main")
                .replace("type: regression", "type: regression, role: main");

        assertThat(refusal(yaml))
                .hasMessage("c.yaml:8:47: tasks[1].role: main"
                        + " (expected: auxiliary; tasks[0] is the main task, and there is one)");
    }

    @Test
    void reportsThatAllTasksAreAuxiliary() {
        String yaml = SMALL.replace("type: binary", "type: binary, role: auxiliary")
                .replace("type: regression", "type: regression, role: auxiliary");

        assertThat(refusal(yaml))
                .hasMessage("c.yaml:7:3: tasks: no main task (expected: one task whose role is main or not written)");
    }

    @Test
    void reportsATopicNameThatKafkaWouldRefuse() {
        String app = "a".repeat(200);

        ConfigException refusal = refusal(smallWith("flights", app).replace("late15", "b".repeat(37)));

        assertThat(refusal)
                .hasMessage("c.yaml:7:12: tasks[0].name: " + "b".repeat(37) + " (expected: a shorter name: topics have"
                        + " at most 249 characters, and <app>.predictions.<name> has 250)");
    }
}
