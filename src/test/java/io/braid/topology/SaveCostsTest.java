package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.checkpoint.SaveCosts;
import io.braid.config.BraidConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What saves cost is counted, and to be seen from outside. */
class SaveCostsTest {
    @TempDir
    private Path directory;

    @Test
    void savesAndStallsAreCountedAndAmongTheMetricsOfKafkaStreams() throws Exception {
        try (TestCluster cluster = new TestCluster(directory)) {
            cluster.createTopic("events", 1);
            Writer writer = new Writer(cluster.bootstrapServers(), "events", 1, 1);
            BraidConfig config = TestEvents.config("costs", "events", cluster.settings("costs"));
            CompletableFuture<KafkaStreams> streams = new CompletableFuture<>();
            Map<String, Double> metrics;
            SaveCosts.Totals totals;
            try (BraidApplication application = BraidApplication.start(
                    config, new FixedRegistry(), records -> new ChainEngine(config), (topology, settings) -> {
                        streams.complete(new KafkaStreams(topology, settings));
                        return streams.join();
                    })) {
                writer.write(500, 50);
                application.awaitPresentEnd();
                writer.write(500, 50);
                application.awaitPresentEnd();
                metrics = metrics(streams.join());
                application.close();
                totals = application.saves();
            }
            writer.close();

            long[] written = new long[2];
            cluster.read(Checkpoint.topic(config), piece -> {
                written[0]++;
                written[1] += piece.key().length + (piece.value() == null ? 0 : piece.value().length);
            });
            assertThat(totals.saves()).isGreaterThanOrEqualTo(2);
            assertThat(totals.pieces()).isEqualTo(written[0]);
            assertThat(totals.bytes()).isEqualTo(written[1]);
            assertThat(totals.aheadBytes()).isPositive();
            assertThat(totals.largestSaveBytes()).isBetween(1L, totals.bytes() - totals.aheadBytes());
            assertThat(totals.longestStallMillis()).isGreaterThan(totals.longestSaveMillis());
            assertThat(totals.meanStallMillis()).isPositive().isLessThanOrEqualTo(totals.longestStallMillis());
            assertThat(metrics.get("save-count")).isBetween(1.0, (double) totals.saves());
            assertThat(metrics.get("save-bytes-total")).isBetween(1.0, (double) totals.bytes());
            assertThat(metrics.get("ahead-bytes-total")).isBetween(1.0, (double) totals.aheadBytes());
            assertThat(metrics).containsKeys("save-pieces-last", "save-ms-last", "save-ms-max", "stall-ms-max");
            assertThat(metrics(streams.join())).as("of a closed application").isEmpty();
        }
    }

    private static Map<String, Double> metrics(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("braid-checkpoint-metrics"))
                .collect(Collectors.toMap(
                        metric -> metric.metricName().name(), metric -> (Double) metric.metricValue()));
    }
}
