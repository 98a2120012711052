package io.braid.topology;

import io.braid.config.BraidConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** The topics around the topology: one to read, which must be there, and those to write, which are made. */
final class Topics {
    private Topics() {}

    /**
     * How many partitions the events topic has.
     *
     * @throws IllegalStateException when there is no such topic, or the broker can't be asked
     */
    static int eventPartitions(Admin admin, BraidConfig config) {
        String topic = config.events().topic();
        try {
            return await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .sum();
        } catch (UnknownTopicOrPartitionException missing) {
            throw new IllegalStateException(
                    "events.topic: " + topic + " (expected: a topic that exists; create it, or write to it with"
                            + " `braid produce`)",
                    missing);
        } catch (AuthorizationException denied) {
            throw new IllegalStateException(
                    "events.topic: " + topic + " (expected: a topic that this user may read)", denied);
        }
    }

    /**
     * Makes the output topics that aren't there, with as many partitions and replicas as the broker's defaults say.
     *
     * @throws IllegalStateException when one can't be made
     */
    static void createOutputs(Admin admin, BraidConfig config) {
        Set<String> existing = await(admin.listTopics().names());
        Set<String> wanted = new HashSet<>(config.predictionsTopics());
        wanted.add(config.metricsTopic());
        wanted.add(config.rejectsTopic());
        wanted.removeAll(existing);
        Optional<Short> replicas = Optional.ofNullable(config.kafka().get(StreamsConfig.REPLICATION_FACTOR_CONFIG))
                .map(Short::valueOf)
                .filter(count -> count > 0);
        List<NewTopic> missing = new ArrayList<>();
        for (String name : wanted) {
            missing.add(new NewTopic(name, Optional.empty(), replicas));
        }
        admin.createTopics(missing).values().forEach((name, made) -> {
            try {
                await(made);
            } catch (TopicExistsException raced) {
                // Another instance made it since the look above.
            } catch (AuthorizationException denied) {
                throw new IllegalStateException(
                        "topic " + name + " (expected: one that is there and that this user may write, or the right to"
                                + " make it)",
                        denied);
            }
        });
    }

    /**
     * The value of {@code future}.
     *
     * @throws KafkaException as the broker answered it
     */
    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException problem) {
                throw problem;
            }
            throw new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", interrupted);
        }
    }
}
