package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.examples.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("NAME", "from $1 \\ env", "TWO", "${env:NAME}"));

    @TempDir
    private Path directory;

    private final List<String> missing = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("secrets.properties"), "password = from a file\n");
        Files.writeString(directory.resolve("password"), "from a directory");
    }

    @Test
    void standForWhatIsElsewhere() {
        assertThat(filled("${env:NAME}")).isEqualTo("from $1 \\ env");
        assertThat(filled("${file:" + directory + "/secrets.properties:password}"))
                .isEqualTo("from a file");
        assertThat(filled("${dir:" + directory + ":password}")).isEqualTo("from a directory");
        assertThat(filled("a='${env:NAME}' b='${dir:" + directory + ":password}'"))
                .isEqualTo("a='from $1 \\ env' b='from a directory'");
        assertThat(missing).isEmpty();
    }

    @Test
    void areNotLookedForInWhatTheyStandFor() {
        assertThat(filled("${env:TWO}")).isEqualTo("${env:NAME}");
        assertThat(filled("no $placeholder {at} ${all}")).isEqualTo("no $placeholder {at} ${all}");
    }

    @Test
    void areReportedWhenTheyStandForNothing() {
        filled("${env:NONE}");
        filled("${file:" + directory + "/secrets.properties:none}");
        filled("${file:" + directory + "/none:password}");
        filled("${dir:" + directory + ":none}");
        filled("${dir:" + directory + "/none:password}");
        filled("${env:path:NAME}");

        assertThat(missing)
                .containsExactly(
                        "key ${env:NONE} expected: an environment variable of this name",
                        "key ${file:" + directory + "/secrets.properties:none}"
                                + " expected: a readable file with a line key=value for this key",
                        "key ${file:" + directory + "/none:password}"
                                + " expected: a readable file with a line key=value for this key",
                        "key ${dir:" + directory + ":none} expected: a directory with a readable file of this name",
                        "key ${dir:" + directory + "/none:password}"
                                + " expected: a directory with a readable file of this name",
                        "key ${env:path:NAME} expected: an environment variable of this name");
    }

    @Test
    void ofAnUnknownProviderAreNotShown() {
        filled("hunter${hunter:2}");

        assertThat(missing)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains("unknown provider", "${env:NAME}")
                        .doesNotContain("hunter"));
    }

    @Test
    void areLeftToTheProvidersThatKafkaIsToldOf() {
        Map<String, String> settings =
                Map.of("config.providers", "vault, env", "a", "${vault:x}", "b", "${env:NAME}", "c", "${dir:none:x}");

        Map<String, String> filled = PLACEHOLDERS.fill(settings, (key, shown, expectation) -> missing.add(key));

        assertThat(filled).isEqualTo(settings);
        assertThat(missing).containsExactly("c");
    }

    @Test
    void endACommandWithAReportOfAllThatStandForNothing() throws IOException {
        Example.PATIENTS.writeTo(directory, 1);
        Path config = directory.resolve("config.yaml");
        Files.writeString(
                config,
                Files.readString(config).replace("kafka:\n", "kafka:\n  ssl.key.password: '${env:BRAID_NONE}'\n")
                        + "basic.auth.user.info: 'user:${dir:/none:password}'\n");

        Outcome run = Outcome.of("run", config.toString());
        Outcome check = Outcome.of("check", config.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactlyInAnyOrder(
                        config + ": kafka.ssl.key.password: ${env:BRAID_NONE}"
                                + " (expected: an environment variable of this name)",
                        config + ": basic.auth.user.info: ${dir:/none:password}"
                                + " (expected: a directory with a readable file of this name)");
        check.succeeded();
    }

    private String filled(String text) {
        return PLACEHOLDERS
                .fill(
                        Map.of("key", text),
                        (key, shown, expectation) -> missing.add(key + " " + shown + " " + expectation))
                .getOrDefault("key", "");
    }
}
