package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.publish.Prediction;
import io.braid.publish.WindowScores;
import io.braid.publish.WindowScoresReader;
import io.braid.registry.SchemaRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What a consumer downstream sees, as it happens: the scores of each window of events, and one of the predictions between
 * them.
 */
final class LiveView implements AutoCloseable {
    private final BraidConfig config;
    private final PrintWriter out;
    private final Consumer<byte[], byte[]> metrics;
    private final WindowScoresReader reader;
    private final PredictionStream predictions;
    private final Map<String, Prediction> latest = new HashMap<>();
    private final Thread thread = new Thread(this::show, "braid-live-view");
    private volatile boolean closed;

    /** A view on the topics of {@code config}, which must be there. */
    LiveView(BraidConfig config, SchemaRegistry registry, PrintWriter out) {
        this.config = config;
        this.out = out;
        this.metrics = KafkaClients.consumer(config);
        this.reader = new WindowScoresReader(registry);
        this.predictions = new PredictionStream(config, registry, config.tasks(), true);
        List<TopicPartition> partitions = metrics.partitionsFor(config.metricsTopic()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        metrics.assign(partitions);
        metrics.seekToBeginning(partitions);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void show() {
        try {
            while (!closed) {
                for (Prediction prediction : predictions.next()) {
                    latest.put(prediction.task(), prediction);
                }
                for (ConsumerRecord<byte[], byte[]> record : metrics.poll(Duration.ZERO)) {
                    Foreign.read(record, reader::read).ifPresent(this::show);
                }
            }
        } catch (InterruptException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(WindowScores window) {
        if (window.task().equals(config.tasks().get(0).name())) {
            out.printf(
                    Locale.ROOT,
                    "%nevents %,d to %,d, model version %,d%n",
                    window.fromEvent(),
                    window.toEvent(),
                    window.modelVersion());
        }
        int width = config.tasks().stream()
                .map(TaskConfig::name)
                .mapToInt(String::length)
                .max()
                .orElse(1);
        out.printf("  %-" + width + "s  %s%n", window.task(), SummaryPrinter.scores(window.scores()));
        Prediction sample = latest.get(window.task());
        if (sample != null) {
            out.printf("  %-" + width + "s  e.g. %s%n", "", sample.line());
        }
        out.flush();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        predictions.close();
        metrics.close();
    }
}
