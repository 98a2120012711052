package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.ingest.EventSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream in which one record in twenty is no event, for every reason that there is, and some are oddly written. */
class RejectsTest {
    private static final int ROWS = FaultTable.times(3_011, 30_011);
    private static final int ROWS_PER_BAD_RECORD = 20;
    private static final int ROWS_PER_ODD_RECORD = 50;

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
        DirtyStream bad = send(dirty, 1);

        ObjectNode run = dirty.run();

        List<ConsumerRecord<byte[], byte[]>> rejects =
                servers.cluster().read(dirty.config().rejectsTopic());
        TaskConfig task = clean.config().tasks().get(0);
        long predicted = dirty.predictions(task).size();
        long distinct = dirty.predictions(task).stream()
                .map(prediction -> prediction.eventId())
                .distinct()
                .count();
        DirtyStream.Account account = bad.account(rejects);
        FaultTable.record(
                "bad record",
                bad.size(),
                ROWS,
                ROWS - distinct + account.lost(),
                predicted - distinct + account.duplicated(),
                run.get("weights_sha256").equals(learnedFromClean.get("weights_sha256")));
        assertThat(run.get("rejected").asInt()).isEqualTo(bad.size());
        assertThat(run.get("events").asInt()).isEqualTo(ROWS + bad.size());
        for (String field : List.of("weights_sha256", "trained", "batches", "model_version")) {
            assertThat(run.get(field)).as(field).isEqualTo(learnedFromClean.get(field));
        }
        for (TaskConfig each : clean.config().tasks()) {
            assertThat(dirty.predictions(each)).isEqualTo(clean.predictions(each));
        }
        bad.assertRejectedOnce(rejects);
    }

    @Test
    void rejectsThemFromSeveralPartitionsToo() throws Exception {
        Deployment dirty = Deployment.of(servers, Example.FLIGHTS, "dirty-partitions", 1, directory);
        DirtyStream bad = send(dirty, 3);

        ObjectNode run = dirty.run();

        assertThat(run.get("rejected").asInt()).isEqualTo(bad.size());
        assertThat(run.get("events").asInt()).isEqualTo(ROWS + bad.size());
        assertThat(run.get("trained")).isEqualTo(learnedFromClean.get("trained"));
        bad.assertRejectedOnce(servers.cluster().read(dirty.config().rejectsTopic()));
    }

    /** Sends the events of the clean stream, in their order, and bad records at random places between them. */
    private static DirtyStream send(Deployment app, int partitions) {
        String topic = app.config().events().topic();
        servers.cluster().createTopic(topic, partitions);
        Schema schema = EventSchema.of(app.config());
        BadRecords kinds = new BadRecords(app.registry(), schema);
        SplittableRandom random = new SplittableRandom(FaultTable.seed());
        DirtyStream bad = new DirtyStream(app);
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
            for (int i = 0; i < ROWS; i++) {
                ConsumerRecord<byte[], byte[]> event = events.get(i);
                byte[] value = event.value();
                if (random.nextInt(ROWS_PER_ODD_RECORD) == 0) {
                    List<byte[]> odd = kinds.odd(value);
                    value = odd.get(random.nextInt(odd.size()));
                }
                var unused = producer.send(new ProducerRecord<>(topic, i % partitions, event.key(), value));
                if (random.nextInt(ROWS_PER_BAD_RECORD) == 0) {
                    List<BadRecords.Bad> each = kinds.of(event.value(), schema);
                    bad.send(producer, random.nextInt(partitions), each.get(bad.size() % each.size()));
                }
            }
        }
        assertThat(bad.kinds())
                .containsAll(kinds.of(events.get(0).value(), schema).stream()
                        .map(BadRecords.Bad::kind)
                        .toList());
        return bad;
    }
}
