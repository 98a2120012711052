package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.publish.Prediction;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.RegistryException;
import io.braid.registry.SchemaRegistry;
import io.braid.topology.BraidApplication;
import io.braid.topology.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands together, on a real broker and a schema registry: what people see of an application that runs. */
class EndToEndTest {
    /** A prime, so that the last batch is never full. */
    private static final int ROWS = 3_011;

    /** What a summary and a checkpoint both tell. */
    private static final List<String> SHARED =
            List.of("weights_sha256", "model_version", "events", "trained", "batches", "rejected");

    private static Path directory;
    private static Servers servers;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void learnsFromATopicWhatItLearnsFromTheFile(Example example) throws IOException {
        Deployment app = deployment(example, example.title() + "-whole", ROWS);
        app.produce(0, ROWS);

        ObjectNode run = app.run();

        assertThat(Deployment.timeless(run)).isEqualTo(Deployment.timeless(app.replay(ROWS)));
        assertThat(run.get("events").asInt()).isEqualTo(ROWS);
        assertThat(run.get("rejected").asInt()).isZero();
        assertThat(run.get("checkpoint").get("saves").asInt()).isPositive();
        assertThat(run.get("checkpoint").get("bytes").asInt()).isPositive();
        assertThat(run.get("checkpoint").get("stall_ms_max").asDouble()).isPositive();
        assertPredictedOnce(app, ROWS);
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Deployment app = deployment(Example.FLIGHTS, "stopped", 2 * ROWS);
        app.produce(0, ROWS);
        ObjectNode first = app.run();

        ObjectNode nothingNew = app.run();
        app.produce(ROWS, ROWS);
        ObjectNode both = app.run();

        assertThat(Deployment.learned(nothingNew)).isEqualTo(Deployment.learned(first));
        assertThat(Deployment.learned(both)).isEqualTo(Deployment.learned(app.replay(2 * ROWS)));
        assertThat(totals(both)).isEqualTo(totals(app.replay(2 * ROWS)));
        assertPredictedOnce(app, 2 * ROWS);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void commitsWhatItLearnedWhenItIsStopped() throws Exception {
        Deployment app = deployment(Example.PATIENTS, "interrupted", ROWS);
        app.produce(0, ROWS);
        CompletableFuture<Outcome> stopped = new CompletableFuture<>();
        Thread running = new Thread(() -> stopped.complete(app.braid("run", "--json")));
        running.start();
        while (committedEvents(app) == 0) {
            Thread.sleep(50);
        }

        running.interrupt();

        ObjectNode summary = stopped.get().json();
        ObjectNode committed = app.braid("inspect", "--json").json();
        for (String field : SHARED) {
            assertThat(committed.get(field)).as(field).isEqualTo(summary.get(field));
        }
        assertThat(Deployment.learned(app.run())).isEqualTo(Deployment.learned(app.replay(ROWS)));
        assertPredictedOnce(app, ROWS);
    }

    private static int committedEvents(Deployment app) {
        Outcome inspected = app.braid("inspect", "--json");
        return inspected.exit() == 0 ? inspected.json().get("events").asInt() : 0;
    }

    @Test
    void showsTheCheckpointThatWasCommitted() throws IOException {
        Deployment app = deployment(Example.PATIENTS, "inspected", ROWS);
        app.produce(0, ROWS);
        ObjectNode run = app.run();

        ObjectNode inspected = app.braid("inspect", "--json").json();

        for (String field : SHARED) {
            assertThat(inspected.get(field)).as(field).isEqualTo(run.get(field));
        }
        assertThat(inspected.get("offsets").toString()).isEqualTo("{\"inspected.events-0\":" + ROWS + "}");
        assertThat(app.braid("inspect").succeeded().out())
                .contains(run.get("weights_sha256").asText());
    }

    @Test
    void watchesThePredictions() throws IOException {
        Deployment app = deployment(Example.PATIENTS, "watched", ROWS);
        app.produce(0, ROWS);
        app.run();
        int tasks = app.config().tasks().size();

        Outcome all = app.braid("watch", "--from-beginning", "--events", "" + ROWS * tasks, "--json");
        Outcome some = app.braid("watch", "--from-beginning", "--events", "10", "--task", "disease");

        assertThat(all.succeeded().jsonLines())
                .hasSize(ROWS * tasks)
                .extracting(line -> line.get("event_id") + " " + line.get("task"))
                .doesNotHaveDuplicates();
        assertThat(some.succeeded().out().lines()).hasSize(10).allMatch(line -> line.contains(" disease: "));
    }

    @Test
    void learnsOneModelFromSeveralPartitions() throws IOException {
        Deployment app = deployment(Example.FLIGHTS, "partitioned", ROWS);
        servers.cluster().createTopic(app.config().events().topic(), 3);
        app.produce(0, ROWS);

        ObjectNode run = app.run();
        ObjectNode again = app.run();

        TaskConfig first = app.config().tasks().get(0);
        List<String> order =
                app.predictions(first).stream().map(Prediction::eventId).toList();
        app.reorder(order);
        assertThat(Deployment.learned(run)).isEqualTo(Deployment.learned(app.replay(ROWS)));
        assertThat(totals(run)).isEqualTo(totals(app.replay(ROWS)));
        assertThat(Deployment.learned(again)).isEqualTo(Deployment.learned(run));
        assertPredictedOnce(app, ROWS);
    }

    @Test
    void sumsUpForPeople() throws IOException {
        Deployment app = deployment(Example.FLIGHTS, "people", ROWS);
        app.produce(0, ROWS);

        Outcome run = app.braid("run", "--until-end").succeeded();

        int batches = ROWS / app.config().batch().size();
        assertThat(run.out())
                .containsPattern("^3,011 events in \\d+\\.\\d s \\([\\d,]+ a second\\): ")
                .contains(" in " + batches + " batches, 0 rejected\n", "\nmodel version " + batches + ", ")
                .containsPattern("\nlate15 +binary +auc 0\\.\\d{4}  ");
    }

    @Test
    void failsWithoutEvents() throws IOException {
        Deployment app = deployment(Example.PATIENTS, "nothing", 1);

        Outcome run = app.braid("run", "--until-end", "--json");
        Outcome watch = app.braid("watch", "--from-beginning");
        Outcome inspect = app.braid("inspect", "--json");

        assertThat(List.of(run, watch, inspect)).allSatisfy(outcome -> {
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("topic", "nothing", "expected: ");
        });
    }

    @Test
    void doesNotStartWithoutARegistry() throws IOException {
        Deployment app = deployment(Example.PATIENTS, "unregistered", 100);
        app.produce(0, 100);
        SchemaRegistry absent =
                ConfluentRegistry.of(Map.of("schema.registry.url", "http://127.0.0.1:1"), Duration.ofMillis(100));

        assertThatThrownBy(() -> BraidApplication.start(app.config(), absent, events -> new Pipeline(app.config())))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }

    private static Deployment deployment(Example example, String app, int rows) throws IOException {
        return Deployment.of(servers, example, app, rows, directory);
    }

    private static void assertPredictedOnce(Deployment app, int events) {
        for (TaskConfig task : app.config().tasks()) {
            List<Prediction> predictions = app.predictions(task);
            assertThat(predictions).as(task.name()).hasSize(events);
            assertThat(predictions).extracting(Prediction::eventId).doesNotHaveDuplicates();
            assertThat(predictions).extracting(Prediction::task).containsOnly(task.name());
        }
    }

    /** The scores of {@code summary} over all events. */
    private static ObjectNode totals(ObjectNode summary) {
        ObjectNode tasks = (ObjectNode) summary.get("tasks").deepCopy();
        tasks.forEach(task -> ((ObjectNode) task).remove("second_half"));
        return tasks;
    }
}
