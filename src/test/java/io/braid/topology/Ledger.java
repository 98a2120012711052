package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds what an application wrote, as a read-committed consumer sees it, against what {@link Writer} wrote for it. */
final class Ledger {
    private static final String KEY = "key-";

    private final Writer writer;
    private final List<List<Long>> predicted = new ArrayList<>();
    private final List<Map<Long, Integer>> predictions = new ArrayList<>();
    private final Map<String, Integer> rejections = new HashMap<>();

    private Ledger(Writer writer) {
        this.writer = writer;
    }

    static Ledger of(TestCluster cluster, BraidConfig config, Writer writer) {
        Ledger ledger = new Ledger(writer);
        for (TaskConfig task : config.tasks()) {
            List<Long> order = new ArrayList<>();
            Map<Long, Integer> counts = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : cluster.read(config.predictionsTopic(task))) {
                long event = Long.parseLong(text(record.key()).substring(KEY.length()));
                order.add(event);
                counts.merge(event, 1, Integer::sum);
            }
            ledger.predicted.add(order);
            ledger.predictions.add(counts);
        }
        cluster.read(config.rejectsTopic())
                .forEach(record -> ledger.rejections.merge(text(record.value()), 1, Integer::sum));
        return ledger;
    }

    /** Per task the numbers of the events in the order in which they were predicted, which is that of learning. */
    List<List<Long>> predicted() {
        return predicted;
    }

    /**
     * What engines come to that learn the events in the order of their predictions: one digest, unless the tasks' orders
     * differ.
     */
    Set<String> digests(BraidConfig config) {
        return predicted.stream()
                .map(order -> {
                    ChainEngine engine = new ChainEngine(config);
                    order.forEach(event -> engine.offer(TestEvents.decoded(event), Output.NOWHERE));
                    LongStream.range(0, writer.garbage()).forEach(n -> engine.rejected());
                    return engine.digest();
                })
                .collect(Collectors.toSet());
    }

    /** How many predictions of the events {@code from <= n < until} are missing, over all tasks. */
    long lost(long from, long until) {
        return predictions.stream()
                .mapToLong(counts -> LongStream.range(from, until)
                        .filter(event -> !counts.containsKey(event))
                        .count())
                .sum();
    }

    /** How many predictions of the events {@code from <= n < until} are there once more, over all tasks. */
    long duplicated(long from, long until) {
        return predictions.stream()
                .mapToLong(counts -> LongStream.range(from, until)
                        .map(event -> Math.max(0, counts.getOrDefault(event, 0) - 1))
                        .sum())
                .sum();
    }

    /** How many predictions and rejects are missing. */
    long lost() {
        long lostRejects = LongStream.range(0, writer.garbage())
                .filter(n -> !rejections.containsKey(text(TestEvents.garbage(n))))
                .count();
        return lost(0, writer.events()) + lostRejects;
    }

    /** How many predictions and rejects are there once more. */
    long duplicated() {
        long rejects =
                rejections.values().stream().mapToLong(count -> count - 1).sum();
        return duplicated(0, writer.events()) + rejects;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
