package io.braid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code braid watch} on a topic that others write to as well. */
class WatchTest {
    private static final int DAMAGED = FaultTable.times(100, 1_000);

    @Test
    @Timeout(300)
    void passesOverWhatIsNoPrediction(@TempDir Path directory) throws IOException {
        try (Servers servers = new Servers(directory)) {
            Deployment app = Deployment.of(servers, Example.FLIGHTS, "watched", 1, directory);
            TaskConfig task = app.config().tasks().get(0);
            String topic = app.config().predictionsTopic(task);
            servers.cluster().createTopic(topic, 1);
            PredictionWriter writer = new PredictionWriter(app.config(), app.registry());
            try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
                for (byte @Nullable [] value : garbage(app, writer)) {
                    var unused = producer.send(new ProducerRecord<>(topic, value));
                }
                var unused = producer.send(new ProducerRecord<>(topic, prediction(writer, "the last")));
            }

            Outcome watched = app.braid("watch", "--task", task.name(), "--from-beginning", "--events", "1", "--json");

            assertThat(watched.json().get("event_id").asText()).isEqualTo("the last");
        }
    }

    /** Records that are no predictions: whole ones of something else, and predictions less their last bytes. */
    private static List<byte @Nullable []> garbage(Deployment app, PredictionWriter writer) {
        MetricsWriter metrics = new MetricsWriter(app.config(), app.registry());
        byte[] whole = prediction(writer, "event");
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

    private static byte[] prediction(PredictionWriter writer, String id) {
        return writer.write(0, id, 0, 1, new float[] {0.5f});
    }
}
