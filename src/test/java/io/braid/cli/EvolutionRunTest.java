package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.ingest.EventSchema;
import io.braid.publish.RejectHeaders;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code braid run} on a topic whose writers go from one schema to another and back. */
class EvolutionRunTest {
    private static final int ROWS = 2_003;
    private static final long SEED = 3;

    /** Versions that Avro can resolve. */
    private static final List<Change> COMPATIBLE = List.of(
            new Change("'visited_at','type'", "'clinic','type':'string','default':''},{'name':'visited_at','type'"),
            new Change("'weight','type'", "'mass','aliases':['weight'],'type'"),
            new Change("'patient_id','type'", "'id','aliases':['patient_id'],'type'"),
            new Change("'height','type':'double'", "'height','type':['null','double']"),
            new Change("'disease','type':['null','string']", "'disease','type':['null','int','string']"),
            new Change("'admitted','type':['null','int']", "'admitted','type':['null','double']"));

    /** Versions whose records are no events. */
    private static final List<Change> INCOMPATIBLE = List.of(
            new Change("'patient_id','type'", "'other','type'"),
            new Change("'sex','type':'string'", "'sex','type':{'type':'array','items':'string'}"),
            new Change(
                    "'disease','type':['null','string']", "'disease','type':['null',{'type':'map','values':'int'}]"));

    /** A part of the first version's schema, and what stands in its place in another. */
    private record Change(String part, String replacement) {
        Schema of(Schema first) {
            String text = first.toString();
            String quoted = part.replace('\'', '"');
            assertThat(text).containsOnlyOnce(quoted);
            return new Schema.Parser().parse(text.replace(quoted, replacement.replace('\'', '"')));
        }
    }

    @Test
    void learnsTheSameFromAllVersionsAndRejectsTheUnreadableAlone(@TempDir Path directory) throws IOException {
        try (Servers servers = new Servers(directory)) {
            Deployment source = Deployment.of(servers, Example.PATIENTS, "first-version", ROWS, directory);
            source.produce(0, ROWS);
            List<ConsumerRecord<byte[], byte[]>> events =
                    servers.cluster().read(source.config().events().topic());
            Deployment app = Deployment.of(servers, Example.PATIENTS, "evolving", ROWS, directory);
            servers.cluster().createTopic(app.config().events().topic(), 1);

            long unreadable = send(app, events);
            ObjectNode run = app.run();

            assertThat(run.get("weights_sha256")).isEqualTo(source.replay(ROWS).get("weights_sha256"));
            assertThat(run.get("trained")).isEqualTo(source.run().get("trained"));
            assertThat(run.get("rejected").asLong()).isEqualTo(unreadable).isPositive();
            for (TaskConfig task : app.config().tasks()) {
                assertThat(app.predictions(task)).isEqualTo(source.predictions(task));
            }
            assertThat(servers.cluster().read(app.config().rejectsTopic()))
                    .extracting(EvolutionRunTest::reason)
                    .hasSize((int) unreadable)
                    .allMatch(reason -> reason.matches("field (patient_id: not in|sex: array of|disease: map of).*"));
        }
    }

    /** Sends each event in the first version or in another that is compatible, and now and then a record that is none. */
    private static long send(Deployment app, List<ConsumerRecord<byte[], byte[]>> events) throws IOException {
        Schema first = EventSchema.of(app.config());
        List<Version> compatible = versions(app, first, COMPATIBLE);
        List<Version> incompatible = versions(app, first, INCOMPATIBLE);
        SplittableRandom random = new SplittableRandom(SEED);
        long sent = 0;
        try (Producer<byte[], byte[]> producer = KafkaClients.producer(app.config())) {
            for (int i = 0; i < events.size(); i++) {
                byte[] event = events.get(i).value();
                Version next = compatible.get(i * compatible.size() / events.size());
                List<byte[]> values =
                        new ArrayList<>(List.of(random.nextBoolean() ? event : next.resolved(event, first)));
                if (random.nextInt(10) == 0) {
                    values.add(incompatible
                            .get(random.nextInt(incompatible.size()))
                            .claimed(event));
                }
                for (byte[] value : values) {
                    var unused = producer.send(new ProducerRecord<>(
                            app.config().events().topic(), events.get(i).key(), value));
                    sent++;
                }
            }
        }
        return sent - events.size();
    }

    private static List<Version> versions(Deployment app, Schema first, List<Change> changes) {
        return changes.stream()
                .map(change -> change.of(first))
                .map(schema -> new Version(app.registry().register("version-" + schema.hashCode(), schema), schema))
                .toList();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> reject) {
        return new String(reject.headers().lastHeader(RejectHeaders.REASON).value(), StandardCharsets.UTF_8);
    }

    private record Version(int id, Schema schema) {
        /** The record {@code event}, which says that it is of this version. */
        byte[] claimed(byte[] event) {
            byte[] value = event.clone();
            WireFormat.writeHeader(value, id);
            return value;
        }

        /** {@code event}, a framed record of the schema {@code first}, as Avro reads it with this version. */
        byte[] resolved(byte[] event, Schema first) throws IOException {
            GenericRecord record = new GenericDatumReader<GenericRecord>(first, schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(event, WireFormat.HEADER, event.length - WireFormat.HEADER, null));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] header = new byte[WireFormat.HEADER];
            WireFormat.writeHeader(header, id);
            out.writeBytes(header);
            new GenericDatumWriter<>(schema).write(record, EncoderFactory.get().directBinaryEncoder(out, null));
            return out.toByteArray();
        }
    }
}
