package io.braid.topology;

import io.braid.config.BraidConfig;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topic of an application's checkpoint, in the hands of somebody who may do everything to it. */
final class ChangelogTopic {
    private final TestCluster cluster;
    private final TopicPartition changelog;

    ChangelogTopic(TestCluster cluster, BraidConfig config) {
        this.cluster = cluster;
        this.changelog = new TopicPartition(Checkpoint.topic(config), 0);
    }

    /** The last piece of each key, by the key in hexadecimal digits. */
    Map<String, byte[]> pieces() {
        Map<String, byte[]> pieces = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(changelog.topic())) {
            String key = HexFormat.of().formatHex(record.key());
            if (record.value() == null) {
                pieces.remove(key);
            } else {
                pieces.put(key, record.value());
            }
        }
        return pieces;
    }

    /** Writes a piece as anybody can; null: a tombstone. */
    void put(String key, byte @Nullable [] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            changelog.topic(), 0, HexFormat.of().parseHex(key), value))
                    .get();
        } catch (InterruptedException | ExecutionException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** Deletes all records of the changelog, as an administrator can who gives it another policy first. */
    void empty() {
        policy("compact,delete");
        deleteBefore(cluster.admin(), changelog, end());
        policy("compact");
    }

    /** Deletes records of a topic whose policy has just been made to allow it; the broker may hear of that a little later. */
    static void deleteBefore(Admin admin, TopicPartition partition, long offset) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                Topics.await(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                        .all());
                return;
            } catch (PolicyViolationException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void policy(String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog.topic());
        AlterConfigOp change =
                new AlterConfigOp(new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, value), AlterConfigOp.OpType.SET);
        Topics.await(cluster.admin()
                .incrementalAlterConfigs(Map.of(resource, List.of(change)))
                .all());
    }

    /** The offset of the next record. */
    long end() {
        return Topics.await(cluster.admin()
                        .listOffsets(Map.of(changelog, OffsetSpec.latest()))
                        .partitionResult(changelog))
                .offset();
    }
}
