package io.braid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFuzzTest {

    private static final int CASES = 500;

    private static final String SEED = """
        app: flights
        kafka: {bootstrap.servers: "localhost:9092"}
        schema.registry.url: "http://localhost:8081"
        events: {topic: flights.events, id: flight_id, timestamp: sched_ts}
        features:
          - {name: distance, type: numeric}
          - {name: carrier, type: categorical, dim: 8, rows: 100}
          - {name: title, type: text, dim: 16, ngrams: 2}
          - {name: pixels, type: vector, size: 196}
        tasks:
          - {name: late15, type: binary, role: main}
          - {name: arr_delay, type: regression, loss: mse, role: auxiliary, weight: 0.5}
          - {name: delay_band, type: multiclass, classes: [early, on_time, late]}
        model: {encoder: shared-bottom, layers: [128, 64], skip: true}
        optimizer: {type: adam, learning-rate: 0.003, rows: adagrad, rows-learning-rate: 0.05, clip-norm: 10}
        balancing: {type: fixed}
        batch: {size: 64, linger: 20ms}
        checkpoint: {interval: 5s}
        metrics: {window: 5000}
        seed: 7
        """;

    /** What YAML and the reader treat in ways of their own. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ", ",
            "- ",
            "? ",
            "#",
            " #",
            "&a ",
            "*a",
            "<<: *a",
            "!",
            "!!str ",
            "!<%zz> ",
            "|\n",
            ">\n",
            "\"",
            "'",
            "\\",
            "%YAML 1.9999999999999\n---\n",
            "%TAG ! x\n---\n",
            "\n---\n",
            "\n...\n",
            "\t",
            "\r",
            "\n",
            "~",
            "null",
            "",
            "-1",
            "0",
            "1e999",
            ".nan",
            "-.inf",
            "0x7",
            "1_0",
            "99999999999999999999",
            "5ms",
            "\u0000",
            "\u0085",
            "\u2028",
            "\ud83d\ude00",
            "\ud800",
            "\"\\U00110000\"",
            "\"\\x\"",
            "\ufeff",
            "@",
            "`",
            "type: ",
            "name: ",
            "late15",
            "main",
            "schema: ",
            "\u0661",
            "  ",
            "{}",
            "[]");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesAConfigurationOrAReport(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int valid = 0;
        for (int i = 0; i < CASES; i++) {
            String yaml = mutated(random);

            Throwable thrown = catchThrowable(() -> Configs.parse(yaml));

            valid += thrown == null ? 1 : 0;
            if (thrown != null) {
                assertThat(thrown).as("seed %d, case %d:%n%s", seed, i, yaml).isInstanceOf(ConfigException.class);
                assertThat(((ConfigException) thrown).problems())
                        .as("seed %d, case %d:%n%s", seed, i, yaml)
                        .isNotEmpty();
            }
        }
        assertThat(valid).as("mutations that leave the configuration valid").isBetween(1, CASES / 2);
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder yaml = new StringBuilder(SEED);
        int edits = random.nextInt(1, 5);
        for (int i = 0; i < edits; i++) {
            int from = random.nextInt(yaml.length() + 1);
            int to = Math.min(yaml.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> yaml.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> yaml.delete(from, to);
                case 2 -> yaml.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
                default -> yaml.insert(random.nextInt(yaml.length() + 1), yaml.substring(from, to));
            }
        }
        return yaml.toString();
    }
}
