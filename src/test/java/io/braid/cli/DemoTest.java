package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.examples.Example;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer types first, with servers of its own. */
class DemoTest {
    private static final int ROWS = 1_000;

    @Test
    void learnsFromAStreamWhatReplayLearnsFromTheFile(@TempDir Path directory) throws IOException {
        Example.REVIEWS.writeTo(directory, ROWS);

        Outcome demo = Outcome.of("demo", "--example", "reviews", "--events", "" + ROWS, "--json");

        ObjectNode replayed = Outcome.of(
                        "replay",
                        directory.resolve("config.yaml").toString(),
                        Example.REVIEWS.data(directory).toString(),
                        "--json")
                .json();
        assertThat(Deployment.timeless(demo.json())).isEqualTo(Deployment.timeless(replayed));
        assertThat(demo.err()).contains("broker 127.0.0.1:", "registry http://127.0.0.1:");
    }
}
