package io.braid.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** Where the replicas of the topics are, and whether they have caught up. */
public final class Replicas {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final int ANSWER = 3_000;

    private final Admin admin;
    private final int brokers;

    /**
     * The replicas.
     *
     * @param brokers how many brokers there are when all serve
     */
    public Replicas(Admin admin, int brokers) {
        this.admin = admin;
        this.brokers = brokers;
    }

    /** The node that leads the first partition of {@code topic}. */
    int leader(String topic) {
        return describe(List.of(topic)).stream()
                .map(description -> description.partitions().get(0).leader())
                .mapToInt(Node::id)
                .findFirst()
                .orElseThrow();
    }

    /** How many replicas the partitions of {@code topic} have. */
    int factor(String topic) {
        return describe(List.of(topic)).stream()
                .flatMap(description -> description.partitions().stream())
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElseThrow();
    }

    /** Waits until the controller answers, all brokers serve, and each replica of each topic is in sync. */
    public void awaitInSync() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!inSync()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the replicas aren't in sync after " + LONGEST.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean inSync() {
        try {
            Topics.await(admin.describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(ANSWER))
                    .quorumInfo());
            Set<String> topics = Topics.await(
                    admin.listTopics(new ListTopicsOptions().listInternal(true).timeoutMs(ANSWER))
                            .names());
            return Topics.await(admin.describeCluster().nodes()).size() == brokers
                    && describe(topics).stream()
                            .flatMap(description -> description.partitions().stream())
                            .allMatch(Replicas::inSync);
        } catch (KafkaException unanswered) {
            return false;
        }
    }

    private static boolean inSync(TopicPartitionInfo partition) {
        return partition.isr().size() == partition.replicas().size();
    }

    private Collection<TopicDescription> describe(Collection<String> topics) {
        return Topics.await(admin.describeTopics(topics).allTopicNames()).values();
    }
}
