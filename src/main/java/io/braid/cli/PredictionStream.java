package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.publish.Prediction;
import io.braid.publish.PredictionReader;
import io.braid.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Predictions of some tasks as they arrive on their topics. */
final class PredictionStream implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final PredictionReader reader;
    private final Set<String> names;

    /**
     * Starts to read.
     *
     * @param fromBeginning whether to start with the oldest prediction, not with the next
     * @throws IllegalStateException when a task has no topic yet
     */
    PredictionStream(BraidConfig config, SchemaRegistry registry, List<TaskConfig> tasks, boolean fromBeginning) {
        consumer = KafkaClients.consumer(config);
        reader = new PredictionReader(registry);
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        names = tasks.stream().map(TaskConfig::name).collect(Collectors.toUnmodifiableSet());
        for (String topic : topics(config, tasks)) {
            List<PartitionInfo> known = topics.get(topic);
            if (known == null) {
                consumer.close();
                throw new IllegalStateException("topic " + topic
                        + " is not there, or hidden from this user (expected: `braid run` has made it, and"
                        + " the user may read it)");
            }
            known.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    /** The predictions that have come since the last call; waits a moment when there are none. Others' records are left out. */
    List<Prediction> next() {
        List<Prediction> predictions = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
            Foreign.read(record, reader::readAll).ifPresent(predictions::addAll);
        }
        predictions.removeIf(prediction -> !names.contains(prediction.task()));
        return predictions;
    }

    private static List<String> topics(BraidConfig config, List<TaskConfig> tasks) {
        return config.predictions().perTask()
                ? tasks.stream().map(config::predictionsTopic).toList()
                : List.of(config.combinedPredictionsTopic());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
