package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.ingest.EventSchema;
import io.braid.publish.RejectHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream in which one record in twenty is no event, for every reason that there is. */
class RejectsTest {
    private static final int ROWS = 3_011;
    private static final int ROWS_PER_BAD_RECORD = 20;
    private static final long SEED = 11;

    private static Path directory;
    private static Servers servers;
    private static Deployment clean;
    private static List<ConsumerRecord<byte[], byte[]>> events;
    private static ObjectNode learnedFromClean;

    @BeforeAll
    static void learnFromACleanStream(@TempDir Path temporary) throws IOException {
        directory = temporary;
        servers = new Servers(directory);
        clean = Deployment.of(servers, Example.FLIGHTS, "clean", ROWS, directory);
        clean.produce(0, ROWS);
        events = servers.cluster().read(clean.config().events().topic());
        learnedFromClean = clean.run();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void learnsWhatItLearnsWithoutThem() throws Exception {
        Deployment dirty = Deployment.of(servers, Example.FLIGHTS, "dirty", 1, directory);
        Map<Place, Sent> sent = send(dirty, 1);

        ObjectNode run = dirty.run();

        assertThat(run.get("rejected").asInt()).isEqualTo(sent.size());
        assertThat(run.get("events").asInt()).isEqualTo(ROWS + sent.size());
        for (String field : List.of("weights_sha256", "trained", "batches", "model_version")) {
            assertThat(run.get(field)).as(field).isEqualTo(learnedFromClean.get(field));
        }
        for (TaskConfig task : clean.config().tasks()) {
            assertThat(dirty.predictions(task)).isEqualTo(clean.predictions(task));
        }
        assertRejectedOnce(dirty, sent);
    }

    @Test
    void rejectsThemFromSeveralPartitionsToo() throws Exception {
        Deployment dirty = Deployment.of(servers, Example.FLIGHTS, "dirty-partitions", 1, directory);
        Map<Place, Sent> sent = send(dirty, 3);

        ObjectNode run = dirty.run();

        assertThat(run.get("rejected").asInt()).isEqualTo(sent.size());
        assertThat(run.get("events").asInt()).isEqualTo(ROWS + sent.size());
        assertThat(run.get("trained")).isEqualTo(learnedFromClean.get("trained"));
        assertRejectedOnce(dirty, sent);
    }

    /** Where a record lies in the events topic. */
    private record Place(String partition, String offset) {}

    /** What was sent there. */
    private record Sent(BadRecords.Bad bad, byte @Nullable [] key, byte[] trace) {}

    /** Sends the events of the clean stream, in their order, and bad records at random places between them. */
    private static Map<Place, Sent> send(Deployment app, int partitions) throws Exception {
        String topic = app.config().events().topic();
        servers.cluster().createTopic(topic, partitions);
        Schema schema = EventSchema.of(app.config());
        BadRecords kinds = new BadRecords(app.registry(), schema);
        SplittableRandom random = new SplittableRandom(SEED);
        List<Future<RecordMetadata>> places = new ArrayList<>();
        List<Sent> bad = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
            for (int i = 0; i < ROWS; i++) {
                ConsumerRecord<byte[], byte[]> event = events.get(i);
                var unused = producer.send(new ProducerRecord<>(topic, i % partitions, event.key(), event.value()));
                if (random.nextInt(ROWS_PER_BAD_RECORD) == 0) {
                    List<BadRecords.Bad> each = kinds.of(event.value(), schema);
                    byte[] key = bad.size() % 3 == 0 ? null : text("bad-" + bad.size());
                    Sent next = new Sent(each.get(bad.size() % each.size()), key, text("trace-" + bad.size()));
                    bad.add(next);
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                            topic,
                            random.nextInt(partitions),
                            next.key(),
                            next.bad().value());
                    record.headers().add("trace", next.trace());
                    places.add(producer.send(record));
                }
            }
        }
        Map<Place, Sent> sent = new HashMap<>();
        for (int i = 0; i < bad.size(); i++) {
            RecordMetadata place = places.get(i).get();
            sent.put(new Place("" + place.partition(), "" + place.offset()), bad.get(i));
        }
        assertThat(bad).extracting(each -> each.bad().kind()).containsAll(kinds(kinds, schema));
        return sent;
    }

    private static List<String> kinds(BadRecords records, Schema schema) {
        return records.of(events.get(0).value(), schema).stream()
                .map(BadRecords.Bad::kind)
                .toList();
    }

    private static void assertRejectedOnce(Deployment app, Map<Place, Sent> sent) {
        List<ConsumerRecord<byte[], byte[]>> rejects =
                servers.cluster().read(app.config().rejectsTopic());
        assertThat(rejects)
                .extracting(reject ->
                        new Place(header(reject, RejectHeaders.PARTITION), header(reject, RejectHeaders.OFFSET)))
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (ConsumerRecord<byte[], byte[]> reject : rejects) {
            Place place = new Place(header(reject, RejectHeaders.PARTITION), header(reject, RejectHeaders.OFFSET));
            Sent original = Objects.requireNonNull(sent.get(place), place.toString());
            String kind = original.bad().kind();
            assertThat(reject.value()).as(kind).isEqualTo(original.bad().value());
            assertThat(reject.key()).as(kind).isEqualTo(original.key());
            assertThat(header(reject, RejectHeaders.REASON))
                    .as(kind)
                    .contains(original.bad().reason());
            assertThat(header(reject, RejectHeaders.TOPIC))
                    .isEqualTo(app.config().events().topic());
            assertThat(reject.headers().lastHeader("trace").value()).isEqualTo(original.trace());
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
