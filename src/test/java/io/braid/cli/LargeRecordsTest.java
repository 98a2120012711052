package io.braid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.ingest.EventSchema;
import io.braid.publish.RejectHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as large as the events topic takes, some of them from the future, and larger ones that were compressed to fit. */
class LargeRecordsTest {
    private static final int ROWS = FaultTable.times(400, 4_000);
    private static final int ROWS_PER_LARGE_EVENT = 50;

    /** The {@code max.message.bytes} of the events topic. */
    private static final int LIMIT = 4 << 20;

    /** A batch's, a record's and a header's own bytes, generously. */
    private static final int FRAME = 200;

    /** A timestamp that the events topic allows, and others don't. */
    private static final Long FAR_FUTURE = Long.MAX_VALUE;

    private static Path directory;
    private static Servers servers;
    private static List<ConsumerRecord<byte[], byte[]>> events;
    private static ObjectNode learnedFromSmall;

    @BeforeAll
    static void learnFromSmallRecords(@TempDir Path temporary) throws IOException {
        directory = temporary;
        servers = new Servers(directory);
        Deployment small = Deployment.of(servers, Example.FLIGHTS, "small", ROWS, directory);
        small.produce(0, ROWS);
        events = servers.cluster().read(small.config().events().topic());
        learnedFromSmall = small.run();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void areLearnedFromOrRejectedAsTheyCame(int partitions) throws Exception {
        Deployment large = Deployment.of(servers, Example.FLIGHTS, "large-" + partitions, 1, directory);
        createTopic(large.config().events().topic(), partitions, LIMIT);
        createTopic(large.config().rejectsTopic(), 1, 100_000);
        TailedFlights tailed = new TailedFlights(large.registry(), EventSchema.of(large.config()));
        List<BadRecords.Bad> kinds = tooLarge();
        DirtyStream bad = new DirtyStream(large);
        try (Producer<byte[], byte[]> producer = producer("none")) {
            for (int i = 0; i < ROWS; i++) {
                byte[] event = events.get(i).value();
                boolean isLarge = i % ROWS_PER_LARGE_EVENT == 0;
                byte[] value = isLarge ? tailed.padded(event, noise(LIMIT - FRAME - event.length)) : event;
                var unused = producer.send(new ProducerRecord<>(
                        large.config().events().topic(),
                        0,
                        i % 7 == 0 ? FAR_FUTURE : null,
                        events.get(i).key(),
                        value));
                if (isLarge) {
                    bad.send(producer, 0, kinds.get(bad.size() % kinds.size()));
                }
            }
        }

        ObjectNode run = large.run();

        List<ConsumerRecord<byte[], byte[]>> rejects =
                servers.cluster().read(large.config().rejectsTopic());
        boolean isEqual = run.get("weights_sha256").equals(learnedFromSmall.get("weights_sha256"));
        DirtyStream.Account account = bad.account(rejects);
        FaultTable.record(
                "record of the topic's largest size, " + partitions + " partitions",
                bad.size() + ROWS / ROWS_PER_LARGE_EVENT,
                ROWS,
                ROWS - run.get("events").asLong() + run.get("rejected").asLong() + account.lost(),
                account.duplicated(),
                isEqual);
        assertThat(run.get("rejected").asInt()).isEqualTo(bad.size());
        assertThat(run.get("trained")).isEqualTo(learnedFromSmall.get("trained"));
        assertThat(isEqual).isTrue();
        bad.assertRejectedOnce(rejects);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void areCutOffWhenTheyWereCompressedToFit(int partitions) throws Exception {
        Deployment app = Deployment.of(servers, Example.FLIGHTS, "compressed-" + partitions, 1, directory);
        String topic = app.config().events().topic();
        createTopic(topic, partitions, LIMIT);
        byte[] key = "key".getBytes(UTF_8);
        byte[] unpacked = new byte[16 << 20];
        Arrays.fill(unpacked, (byte) 'x');
        try (Producer<byte[], byte[]> producer = producer("gzip")) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, unpacked);
            record.headers().add("trace", unpacked);
            producer.send(record).get();
            for (ConsumerRecord<byte[], byte[]> event : events) {
                var unused = producer.send(new ProducerRecord<>(topic, 0, event.key(), event.value()));
            }
        }

        ObjectNode run = app.run();

        assertThat(run.get("weights_sha256")).isEqualTo(learnedFromSmall.get("weights_sha256"));
        assertThat(servers.cluster().read(app.config().rejectsTopic()))
                .singleElement()
                .satisfies(reject -> {
                    assertThat(reject.key()).isEqualTo(key);
                    assertThat(reject.value()).hasSizeBetween(LIMIT / 2, LIMIT + LIMIT / 32);
                    assertThat(reject.value()).isEqualTo(Arrays.copyOf(unpacked, reject.value().length));
                    assertThat(reject.headers().lastHeader("trace")).isNull();
                    assertThat(DirtyStream.header(reject, RejectHeaders.OFFSET)).isEqualTo("0");
                    assertThat(DirtyStream.header(reject, RejectHeaders.REASON)).contains("(expected: ");
                    assertThat(DirtyStream.header(reject, RejectHeaders.TRUNCATED))
                            .isEqualTo("key: 3 of 3 bytes, value: %d of 16777216 bytes, headers: none of its own"
                                    .formatted(reject.value().length));
                });
    }

    private static List<BadRecords.Bad> tooLarge() {
        byte[] event = events.get(0).value();
        byte[] megabyte = noise(1 << 20);
        byte[] framed = events.get(0).value().clone();
        return List.of(
                new BadRecords.Bad("garbage", noise(LIMIT - FRAME), "first byte"),
                new BadRecords.Bad("bytes after the record", concat(framed, noise(LIMIT / 2)), "bytes after"),
                new BadRecords.Bad("large key", megabyte, event, "key: 1048576 bytes (expected: at most 4096)"),
                new BadRecords.Bad("large key, no value", megabyte, null, "no value"));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Bytes that no compression makes fewer, the first of which isn't 0. */
    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(FaultTable.seed()).nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    private static void createTopic(String name, int partitions, int largest) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        topic.configs(Map.of("max.message.bytes", "" + largest, "message.timestamp.after.max.ms", "" + Long.MAX_VALUE));
        servers.cluster().admin().createTopics(List.of(topic)).all().get();
    }

    /** A producer that sends whatever the broker takes. */
    private static Producer<byte[], byte[]> producer(String compression) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers.cluster().bootstrapServers(),
                "max.request.size",
                64 << 20,
                "buffer.memory",
                64 << 20,
                "compression.type",
                compression);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
