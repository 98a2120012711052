package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of the events of a {@link Writer}: those that the events topic holds against those that were predicted, for
 * each task, and the records that are no events against the rejects.
 *
 * @param written the events by number
 * @param lost those that have no prediction for some task, or more
 * @param duplicated those that have more than one, as often as they have one too many
 * @param rejectedOnce whether each record that is no event was rejected, once
 * @param predicted per task the events in the order of their predictions
 * @param digest what an engine comes to that learns the events in the order of their predictions; one for each task
 */
record Audit(
        Set<Long> written,
        List<Long> lost,
        List<Long> duplicated,
        boolean rejectedOnce,
        List<List<Long>> predicted,
        Set<String> digest) {

    /** Reads the topics of {@code config}'s application. */
    static Audit of(TestCluster cluster, BraidConfig config) {
        List<ConsumerRecord<byte[], byte[]>> records =
                cluster.read(config.events().topic());
        Set<Long> written = records.stream()
                .filter(record -> record.key() != null)
                .map(Audit::number)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> garbage =
                values(records.stream().filter(record -> record.key() == null).toList());
        List<Long> lost = new ArrayList<>();
        List<Long> duplicated = new ArrayList<>();
        List<List<Long>> predicted = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        for (TaskConfig task : config.tasks()) {
            ChainEngine engine = new ChainEngine(config);
            Set<Long> left = new TreeSet<>(written);
            List<Long> order = cluster.read(config.predictionsTopic(task)).stream()
                    .map(Audit::number)
                    .toList();
            for (long event : order) {
                if (!left.remove(event)) {
                    duplicated.add(event);
                }
                engine.offer(TestEvents.decoded(event), Output.NOWHERE);
            }
            predicted.add(order);
            lost.addAll(left);
            garbage.forEach(each -> engine.rejected());
            digests.add(engine.digest());
        }
        boolean rejectedOnce = values(cluster.read(config.rejectsTopic())).equals(garbage);
        return new Audit(written, lost, duplicated, rejectedOnce, predicted, digests);
    }

    /** The number of the event whose key the record has. */
    static long number(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(text(record.key()).substring("key-".length()));
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        Function<ConsumerRecord<byte[], byte[]>, String> value = record -> text(record.value());
        return records.stream().map(value).sorted().toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
