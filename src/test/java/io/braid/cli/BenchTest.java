package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.examples.Example;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@code bench} measures something; how much is for docs/performance.md. */
class BenchTest {
    private static final List<String> TINY = List.of(
            "bench",
            "step",
            "--model",
            "S",
            "--rows",
            "50",
            "--words",
            "3",
            "--tasks",
            "4",
            "--layers",
            "8,4",
            "--batch",
            "4",
            "--events",
            "64",
            "--warm-up",
            "0",
            "--seconds",
            "0.01",
            "--rounds",
            "2");

    @TempDir
    private Path directory;

    private static String[] tiny(String... more) {
        return Stream.concat(TINY.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void tellsHowManyEventsAStepTakesASecondAndHowManyItCould() {
        ObjectNode result = Outcome.of(tiny("--json")).json();

        assertThat(result.get("events_per_cpu_second").asLong())
                .isPositive()
                .isBetween(result.get("least").asLong(), result.get("most").asLong());
        assertThat(result.get("bound").asLong()).isPositive();
        assertThat(result.get("dense_parameters").asLong())
                .isLessThan(result.get("parameters").asLong())
                .isGreaterThan(64 * 8);
    }

    @Test
    void showsPeopleTheSame() {
        assertThat(Outcome.of(tiny()).succeeded().out()).contains("parameters", "events per CPU-second", "%");
    }

    @Test
    void measuresWhenItIsToldTo() {
        InputStream usual = System.in;
        System.setIn(new ByteArrayInputStream("step 0.01\nbound 0.01\n".getBytes(StandardCharsets.UTF_8)));
        List<ObjectNode> answers;
        try {
            answers = Outcome.of(tiny("--serve")).succeeded().jsonLines();
        } finally {
            System.setIn(usual);
        }

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).has("parameters")).isTrue();
        assertThat(answers.subList(1, 3)).allSatisfy(answer -> {
            assertThat(answer.get("events_per_cpu_second").asDouble()).isPositive();
            assertThat(answer.get("events_per_second").asDouble()).isPositive();
        });
    }

    @Test
    void refusesAWorkloadThatIsNone() {
        Outcome outcome = Outcome.of("bench", "step", "--batch", "0");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("batch.size: 0 (expected: ");
    }

    @Test
    void replaysAFileSeveralTimes() throws IOException {
        Example.PATIENTS.writeTo(directory, 200);
        String config = directory.resolve("config.yaml").toString();
        String data = Example.PATIENTS.data(directory).toString();

        ObjectNode result = Outcome.of(
                        "bench", "replay", config, data, "--preload", "--warm-up", "1", "--rounds", "2", "--json")
                .json();

        assertThat(result.get("events_per_second").asLong())
                .isBetween(result.get("least").asLong(), result.get("most").asLong());
    }
}
