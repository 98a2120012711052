package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command has come to.
 *
 * @param exit its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error, log lines not included
 */
record Outcome(int exit, String out, String err) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Runs {@code braid} with {@code arguments} in this process. */
    static Outcome of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    /** This one, which has succeeded. */
    Outcome succeeded() {
        assertThat(exit).as(this::toString).isZero();
        return this;
    }

    /** The one JSON object that a command, which has succeeded, wrote to standard output and nothing else. */
    ObjectNode json() {
        List<ObjectNode> objects = succeeded().jsonLines();
        assertThat(objects).as(this::toString).hasSize(1);
        return objects.get(0);
    }

    /** The JSON objects on standard output, one a line. */
    List<ObjectNode> jsonLines() {
        return out.lines().map(Outcome::json).toList();
    }

    /** The object that {@code text} is. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException | ClassCastException other) {
            throw new AssertionError("no JSON object: " + text, other);
        }
    }
}
