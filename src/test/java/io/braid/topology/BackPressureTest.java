package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.faults.FaultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A learner that is far slower than its input leaves the input at the broker: the process reads what it can take, holds no
 * more than that, stays in its group however long what it has read takes it, and catches up once it is fast again.
 */
class BackPressureTest {
    /** More than the group allows between two polls, were all records of one poll learned in between. */
    private static final long SLOW_EVENTS = FaultTable.times(250, 1_000);

    private static final long EVENTS = SLOW_EVENTS + FaultTable.times(80_000, 200_000);
    private static final long POLL_INTERVAL_MILLISECONDS = FaultTable.times(4_000, 10_000);

    /** With these beside it, the events are larger together than the heap. */
    private static final int HEADER_BYTES = 2_048;

    private static final String HEAP = "-Xmx128m";
    private static final String LOG_CONSUMER = "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.consumer=warn";

    @Test
    @Timeout(300)
    void aSlowLearnerHoldsNoMoreThanItTakesAndStaysInItsGroup(@TempDir Path directory) throws Exception {
        try (TestCluster cluster = new TestCluster(directory)) {
            cluster.createTopic("events", 1);
            write(cluster);
            BraidConfig config = TestEvents.config("slow", "events", Map.of());

            String learned = harness(cluster, directory).finish();

            Set<String> keys = new HashSet<>();
            AtomicLong predictions = new AtomicLong();
            for (TaskConfig task : config.tasks()) {
                cluster.read(config.predictionsTopic(task), record -> {
                    keys.add(task.name() + new String(record.key(), StandardCharsets.UTF_8));
                    predictions.incrementAndGet();
                });
            }
            long lost = EVENTS * config.tasks().size() - keys.size();
            long duplicated = predictions.get() - keys.size();
            boolean equal = learned.equals(undisturbed(config));
            FaultTable.record("learner slower than its polls", 1, EVENTS, lost, duplicated, equal);
            assertThat(EVENTS * HEADER_BYTES).isGreaterThan(128 << 20);
            assertThat(1_000 * TopologyChild.SLOW.toMillis()).isGreaterThan(2 * POLL_INTERVAL_MILLISECONDS);
            assertThat(lost).as("lost").isZero();
            assertThat(duplicated).as("duplicated").isZero();
            assertThat(equal).as(learned).isTrue();
            assertThat(Files.readString(directory.resolve("finished.log")))
                    .doesNotContain("poll timeout", "OutOfMemory");
        }
    }

    /** As fast as it goes. */
    @SuppressWarnings("FutureReturnValueIgnored") // an event that isn't sent is one that is lost
    private static void write(TestCluster cluster) {
        byte[] padding = new byte[HEADER_BYTES];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "batch.size", "262144", "linger.ms", "20"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long n = 0; n < EVENTS; n++) {
                producer.send(new ProducerRecord<>(
                        "events",
                        0,
                        TestEvents.key(n),
                        TestEvents.event(n),
                        List.of(new RecordHeader("padding", padding))));
            }
        }
    }

    private static KillHarness harness(TestCluster cluster, Path directory) {
        Map<String, String> settings = Map.of("max.poll.interval.ms", Long.toString(POLL_INTERVAL_MILLISECONDS));
        return new KillHarness(
                log -> {
                    ProcessBuilder process = TopologyChild.process(cluster, "slow", "events", "slow", settings);
                    process.command()
                            .addAll(
                                    2,
                                    List.of(HEAP, LOG_CONSUMER, "-D" + TopologyChild.SLOW_EVENTS + "=" + SLOW_EVENTS));
                    return process;
                },
                directory);
    }

    private static String undisturbed(BraidConfig config) {
        ChainEngine engine = new ChainEngine(config);
        for (long n = 0; n < EVENTS; n++) {
            engine.offer(TestEvents.decoded(n), Output.NOWHERE);
        }
        return engine.digest();
    }
}
