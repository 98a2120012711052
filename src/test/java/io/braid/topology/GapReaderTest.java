package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapReaderTest {
    private static TestCluster cluster;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        cluster = new TestCluster(directory);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsTheRecordsThatAReaderOfCommittedRecordsSees(long seed) throws InterruptedException {
        TopicPartition partition = written("found-" + seed, seed);
        NavigableSet<Long> offsets = offsets(partition);
        long end = offsets.last() + 1;
        SplittableRandom random = new SplittableRandom(seed);

        try (GapReader reader = new GapReader(new Clients(settings())::reader, false)) {
            for (int i = 0; i < 200; i++) {
                long from = random.nextLong(end);
                long until = from + 1 + random.nextLong(Math.min(5, end - from));

                OptionalLong found = reader.firstRecord(partition, from, until);

                Long next = offsets.ceiling(from);
                boolean inside = next != null && next < until;
                assertThat(found)
                        .as("seed %d, offsets %d to %d", seed, from, until)
                        .isEqualTo(inside ? OptionalLong.of(next) : OptionalLong.empty());
            }
        }
    }

    @Test
    void takesDeletedRecordsForNone() throws InterruptedException {
        TopicPartition partition = written("deleted", 3);
        Topics.await(cluster.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(200)))
                .all());
        NavigableSet<Long> offsets = offsets(partition);

        try (GapReader reader = new GapReader(new Clients(settings())::reader, false)) {
            assertThat(reader.firstRecord(partition, 0, 150)).isEmpty();
            assertThat(reader.firstRecord(partition, 10, 300)).hasValue(offsets.first());
        }
    }

    private static TopicPartition written(String topic, long seed) throws InterruptedException {
        cluster.createTopic(topic, 1);
        Writer writer = new Writer(cluster.bootstrapServers(), topic, 1, seed);
        writer.write(1000, 0);
        writer.close();
        return new TopicPartition(topic, 0);
    }

    private static NavigableSet<Long> offsets(TopicPartition partition) {
        NavigableSet<Long> offsets = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(partition.topic())) {
            offsets.add(record.offset());
        }
        return offsets;
    }

    private static Properties settings() {
        return StreamsSettings.of(TestEvents.config("gaps", "none", cluster.settings("gaps")), Map.of());
    }
}
