package io.braid.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.braid.faults.FaultTable;
import io.braid.faults.FuzzTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFuzzTest {

    private static final int CASES = FaultTable.times(500, 25_000);

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
    @ValueSource(longs = {0, 1, 2, 3})
    @Timeout(600)
    void givesAConfigurationOrAReport(long number) {
        long seed = 4 * FaultTable.seed() + number;
        SplittableRandom random = new SplittableRandom(seed);
        FuzzTable ends = new FuzzTable();
        int valid = 0;
        for (int i = 0; i < CASES; i++) {
            String yaml = mutated(random);

            valid += isValid(() -> Configs.parse(yaml), "seed " + seed + ", case " + i + ":\n" + yaml, ends) ? 1 : 0;
        }
        ends.write("configurations " + number, seed);
        assertThat(valid).as("mutations that leave the configuration valid").isBetween(1, CASES / 2);
    }

    @Test
    void givesAConfigurationOrAReportForAFileOfAnyBytes(@TempDir Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(FaultTable.seed());
        FuzzTable ends = new FuzzTable();
        Path file = directory.resolve("config.yaml");
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = SEED.getBytes(UTF_8);
            for (int left = random.nextInt(1, 4); left > 0; left--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);

            isValid(() -> ConfigLoader.load(file), "seed " + FaultTable.seed() + ", case " + i, ends);
        }
        ends.write("files of configuration", FaultTable.seed());
        assertThat(ends.total()).isEqualTo(CASES);
    }

    @ParameterizedTest
    @MethodSource
    @Timeout(60)
    void reportsADocumentThatIsMadeToBeExpensive(String yaml) {
        assertThat(isValid(() -> Configs.parse(yaml), yaml.substring(0, 40), new FuzzTable()))
                .isFalse();
    }

    static Stream<String> reportsADocumentThatIsMadeToBeExpensive() {
        String laughs = IntStream.range(1, 40)
                .mapToObj(i -> "a%d: &a%d [*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining("", "a0: &a0 [x]\n", ""));
        return Stream.of(
                laughs + SEED,
                "<<: &a {<<: *a}\n" + SEED,
                "x: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                        + " [\"http://127.0.0.1/\"]]]]\n"
                        + SEED,
                SEED + "app: again\n".repeat(30_000),
                SEED + "x".repeat(1_000_000) + ": 1\n",
                SEED + "k: \"" + "\\n".repeat(500_000) + "\"\n",
                SEED + "k: " + "'' ".repeat(300_000) + "\n",
                "a: ".repeat(300_000),
                "[".repeat(1_000_000),
                "- ".repeat(500_000),
                "? ".repeat(500_000),
                "- -\n".repeat(250_000),
                SEED + "k: |\n" + " x\n".repeat(300_000),
                SEED + "# \n".repeat(300_000) + "k: [",
                SEED.replace("size: 196", "size: " + "9".repeat(900_000)),
                SEED.replace("0.003", "1e" + "9".repeat(900_000)),
                SEED.replace("20ms", "9".repeat(900_000) + "ms"));
    }

    private static boolean isValid(ThrowingCallable reading, String description, FuzzTable ends) {
        Throwable thrown = catchThrowable(reading);
        if (thrown == null) {
            ends.count("a configuration");
            return true;
        }
        assertThat(thrown).as(description).isInstanceOf(ConfigException.class);
        List<Problem> problems = ((ConfigException) thrown).problems();
        assertThat(problems).as(description).isNotEmpty();
        ends.count(problems.get(0).expectation());
        return false;
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
