package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.publish.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code braid run} and {@code braid inspect} of an application whose configuration has changed, and {@code --reset}. */
class ModelChangeRunTest {
    private static final int BEFORE = 1_001;
    private static final int AFTER = 500;
    private static final String TASK = "  - {name: age, type: regression, loss: mse, role: auxiliary}\n";

    private static Path directory;
    private static Servers servers;

    private Deployment app;
    private ObjectNode before;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void run(TestInfo test) throws IOException {
        String name = "change-" + Integer.toHexString(test.getDisplayName().hashCode());
        app = Deployment.of(servers, Example.PATIENTS, name, BEFORE + AFTER, directory);
        servers.cluster().createTopic(app.config().events().topic(), 1);
        app.produce(0, BEFORE);
        app.run();
        before = app.braid("inspect", "--json").json();
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(app.configFile());
        assertThat(text).containsOnlyOnce(from);
        Files.writeString(app.configFile(), text.replace(from, to));
    }

    private void assertPredictedOnce(TaskConfig task, int events) {
        assertThat(app.predictions(task).stream().map(Prediction::eventId))
                .hasSize(events)
                .doesNotHaveDuplicates();
    }

    @Test
    void aTaskThatIsTakenOutLeavesTheOthersWhereTheyWere() throws IOException {
        assertThat(before.get("configuration_differences")).isEmpty();
        change(TASK, "");

        ObjectNode inspected = app.braid("inspect", "--json").json();
        String text = app.braid("inspect").succeeded().out();
        app.produce(BEFORE, AFTER);
        ObjectNode after = app.run();

        assertThat(inspected.get("weights_sha256")).isEqualTo(before.get("weights_sha256"));
        assertThat(inspected.get("configuration_differences"))
                .extracting(JsonNode::asText)
                .containsExactly("tasks.age: dropped");
        assertThat(text).contains("It is of another configuration", "  tasks.age: dropped");
        assertThat(after.get("events").asInt()).isEqualTo(BEFORE + AFTER);
        assertThat(after.get("trained").asInt()).isGreaterThanOrEqualTo(BEFORE);
        assertPredictedOnce(app.config().tasks().get(0), BEFORE + AFTER);
        assertThat(app.braid("inspect", "--json").json().get("configuration_differences"))
                .isEmpty();
    }

    @Test
    void whatCannotBeCarriedOverIsRefusedAndAResetForgetsIt() throws IOException {
        change("seed: 7", "seed: 7\nmodel: {skip: false}");

        Outcome refused = app.braid("run", "--until-end");
        Outcome unasked = app.braid("run", "--until-end", "--reset");
        ObjectNode kept = app.braid("inspect", "--json").json();
        app.produce(BEFORE, AFTER);
        ObjectNode reset =
                app.braid("run", "--until-end", "--json", "--reset", "--yes").json();
        ObjectNode inspected = app.braid("inspect", "--json").json();

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("model.skip: false (expected: true)", "put these settings back", "--reset")
                .doesNotContain("Exception");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.err()).contains("no terminal to ask on (expected: --yes, or a terminal)");
        assertThat(kept.get("weights_sha256")).isEqualTo(before.get("weights_sha256"));
        assertThat(reset.get("events").asInt()).isEqualTo(AFTER);
        assertThat(inspected.get("weights_sha256")).isEqualTo(reset.get("weights_sha256"));
        for (TaskConfig task : app.config().tasks()) {
            assertPredictedOnce(task, BEFORE + AFTER);
        }
    }

    @Test
    void aSecondRunDoesNotForgetAgain() {
        List<ObjectNode> runs = List.of(
                app.braid("run", "--until-end", "--json", "--reset", "--yes").json(), app.run());

        assertThat(Deployment.learned(runs.get(1))).isEqualTo(Deployment.learned(runs.get(0)));
    }
}
