package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** The command {@code replay}, as a program would call it. */
final class Replays {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Replays() {}

    /** The tasks of the summary of a replay of {@code data} under {@code config}. */
    static JsonNode tasks(Path config, Path data) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new PrintWriter(out), new PrintWriter(err), "replay", "--json", config.toString(), data.toString());
        assertThat(code).as("replay %s %s: %s", config, data, err).isZero();
        return MAPPER.readTree(out.toString()).get("tasks");
    }

    /** {@code score} at the four decimals of the descriptions. */
    static double rounded(JsonNode score) {
        return Math.round(score.asDouble() * 1e4) / 1e4;
    }
}
