package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.examples.Example;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit codes of the commands, and that results alone go to standard output. No broker runs. */
class ExitCodeTest {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @TempDir
    private Path directory;

    private Path config;
    private Path data;

    @BeforeEach
    void writeTheExample() throws IOException {
        Example.PATIENTS.writeTo(directory, 200);
        config = directory.resolve("config.yaml");
        data = Example.PATIENTS.data(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "run", "produce", "watch", "replay", "check", "inspect"})
    void helps(String command) {
        Outcome help = command.isEmpty() ? Outcome.of("--help") : Outcome.of(command, "--help");

        assertThat(help.succeeded().out()).startsWith("Usage: braid " + command);
    }

    @Test
    void tellsItsVersion() {
        assertThat(Outcome.of("--version").succeeded().out()).startsWith("braid ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "learn",
                "run",
                "run CONFIG --reset",
                "run CONFIG --yes",
                "check CONFIG --jsn",
                "check CONFIG other",
                "check",
                "replay CONFIG",
                "replay CONFIG DATA --limit 0",
                "replay CONFIG DATA --limit many",
                "produce CONFIG DATA --rate -1",
                "watch CONFIG --events 0",
                "watch CONFIG --task weight",
                "demo --example flight",
                "demo --events 0"
            })
    void refusesWrongUsage(String line) {
        Outcome outcome = Outcome.of(Stream.of(line.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("CONFIG", config.toString()).replace("DATA", data.toString()))
                .toArray(String[]::new));

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void reportsAllProblemsOfAConfigurationAtOnce() throws IOException {
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.replace("seed: 7", "sead: 7")
                        .replace("dim: 2", "dim: -2")
                        .replace("interval: 1s", "interval: soon")
                        .replace("loss: mse", "loss: mess"));

        Outcome outcome = Outcome.of("replay", config.toString(), data.toString(), "--json");

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("config.yaml", "sead", "did you mean 'seed'?", "-2", "soon", "mess")
                .doesNotContain("Exception");
    }

    @Test
    void reportsWhatAConfigurationLacksForKafka() throws IOException {
        String text = Files.readString(config);
        Files.writeString(
                config, text.replaceAll("(?m)^kafka:\\n.*\\n", "").replaceAll("(?m)^schema\\.registry\\.url.*\\n", ""));

        Outcome outcome = Outcome.of("run", config.toString());

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("kafka.bootstrap.servers", "schema.registry.url");
        Outcome.of("check", config.toString()).succeeded();
    }

    @Test
    void reportsFilesThatAreNotThere() {
        Outcome noConfig = Outcome.of("check", directory.resolve("absent.yaml").toString());
        Outcome noData = Outcome.of(
                "replay", config.toString(), directory.resolve("absent.csv").toString());

        assertThat(noConfig.exit()).isEqualTo(USAGE);
        assertThat(noConfig.err()).contains("absent.yaml");
        assertThat(noData.exit()).isEqualTo(USAGE);
        assertThat(noData.err()).contains("absent.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient_id,other", "weight,systolic", ""})
    void reportsColumnsThatAreNotThere(String header) throws IOException {
        Path other = Files.writeString(directory.resolve("other.csv"), header);

        Outcome outcome = Outcome.of("replay", config.toString(), other.toString());

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("other.csv", "expected: ");
    }

    @Test
    void checksAConfiguration() {
        Outcome people = Outcome.of("check", config.toString()).succeeded();
        Outcome programs = Outcome.of("check", config.toString(), "--json");

        assertThat(people.out())
                .contains("disease: multiclass of [none, hypertension, diabetes, heart_disease], main")
                .contains("patients.events", "patients.predictions.age", "patients.rejects", "patients.metrics");
        assertThat(programs.json().get("parameters"))
                .isEqualTo(Outcome.of("replay", config.toString(), data.toString(), "--json")
                        .json()
                        .get("parameters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run --until-end", "produce DATA", "watch", "inspect"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void failsWithoutABroker(String line) throws IOException {
        String closed = "127.0.0.1:" + closedPort();
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.replace(
                        "bootstrap.servers: \"localhost:9092\"",
                        "bootstrap.servers: '" + closed + "'\n  state.dir: '" + directory.resolve("state") + "'\n"
                                + "  default.api.timeout.ms: 2000\n  request.timeout.ms: 1000"));
        String[] words = line.split(" ");

        Outcome outcome = Outcome.of(Stream.concat(
                        Stream.of(words[0], config.toString()),
                        Stream.of(words).skip(1).map(word -> word.replace("DATA", data.toString())))
                .toArray(String[]::new));

        assertThat(outcome.exit()).isEqualTo(FAILED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Kafka at " + closed, "(expected: Kafka answers at kafka.bootstrap.servers");
    }

    /** A port on which nothing listens any more. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
