package io.braid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.publish.CombinedPredictionWriter;
import io.braid.publish.MetricsWriter;
import io.braid.publish.PredictionWriter;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code braid watch} on a topic that others write to as well. */
class WatchTest {
    /** The position of the task that is watched. */
    private static final int TASK = 1;

    private static final int DAMAGED = FaultTable.times(100, 1_000);

    @ParameterizedTest
    @ValueSource(strings = {"per-task", "combined"})
    @Timeout(300)
    void passesOverWhatIsNoPrediction(String topics, @TempDir Path directory) throws IOException {
        try (Servers servers = new Servers(directory)) {
            Deployment app = Deployment.of(servers, Example.FLIGHTS, "watched", 1, directory)
                    .with("seed: 7", "seed: 7\npredictions: {topics: " + topics + "}");
            TaskConfig task = app.config().tasks().get(TASK);
            String topic = app.predictionsTopics(task).get(0);
            servers.cluster().createTopic(topic, 1);
            try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
                for (byte @Nullable [] value : garbage(app)) {
                    var unused = producer.send(new ProducerRecord<>(topic, value));
                }
                var unused = producer.send(new ProducerRecord<>(topic, prediction(app, "the last")));
            }

            Outcome watched = app.braid("watch", "--task", task.name(), "--from-beginning", "--events", "1", "--json");

            assertThat(watched.json().get("event_id").asText()).isEqualTo("the last");
            assertThat(watched.json().get("task").asText()).isEqualTo(task.name());
        }
    }

    /** Records that are no predictions: whole ones of something else, and predictions less their last bytes. */
    private static List<byte @Nullable []> garbage(Deployment app) {
        MetricsWriter metrics = new MetricsWriter(app.config(), app.registry());
        byte[] whole = prediction(app, "event");
        byte[] unknown = whole.clone();
        WireFormat.writeHeader(unknown, 999_999);
        List<byte @Nullable []> all = new ArrayList<>();
        all.add(null);
        all.add(new byte[0]);
        all.add("no prediction".getBytes(UTF_8));
        all.add(unknown);
        all.add(metrics.write(app.config().tasks().get(0), 0, 1, 1, 1, 0, Map.of("auc", 0.5)));
        SplittableRandom random = new SplittableRandom(FaultTable.seed());
        for (int i = 0; i < DAMAGED; i++) {
            all.add(Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
        return all;
    }

    /** A prediction of the task, or of all tasks where they share a record. */
    private static byte[] prediction(Deployment app, String id) {
        List<TaskConfig> tasks = app.config().tasks();
        if (app.config().predictions().perTask()) {
            return new PredictionWriter(app.config(), app.registry()).write(TASK, id, 0, 1, values(tasks.get(TASK)));
        }
        CombinedPredictionWriter writer = new CombinedPredictionWriter(app.config(), app.registry());
        for (int task = 0; task < tasks.size(); task++) {
            writer.add(task, values(tasks.get(task)));
        }
        return writer.write(id, 0, 1);
    }

    private static float[] values(TaskConfig task) {
        return new float
                [task instanceof TaskConfig.Multiclass multiclass
                        ? multiclass.classes().size()
                        : 1];
    }
}
