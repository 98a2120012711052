package io.braid.ingest;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.examples.Example;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events of one schema and the reader of one configuration, to be fuzzed.
 *
 * @param events framed records
 * @param leaves what Avro's own reader can be compared on, or null
 */
record FuzzSubject(
        int schemaId,
        BraidConfig config,
        EventReader reader,
        List<byte[]> events,
        @Nullable Leaves leaves,
        GenericDatumReader<GenericRecord> avro) {
    private static final int EVENTS = 20;

    /** The example's own configuration and first events. */
    static FuzzSubject of(Example example, MemoryRegistry registry, Path directory) throws IOException {
        example.writeTo(directory, EVENTS);
        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));
        Schema schema = EventSchema.of(config);
        int id = registry.register(example.title(), schema);
        List<byte[]> events = new ArrayList<>();
        try (CsvRecords rows = CsvRecords.open(config, schema, example.data(directory))) {
            while (rows.next() instanceof EncodedRow row) {
                events.add(framed(id, row.body()));
            }
        }
        return new FuzzSubject(
                id, config, new EventReader(config, registry), events, null, new GenericDatumReader<>(schema));
    }

    /** A random schema, random events of it, and a configuration that reads all that it can. */
    static FuzzSubject random(SplittableRandom random, MemoryRegistry registry) {
        RandomAvro avro = new RandomAvro(random);
        Schema schema = avro.record(3);
        int id = registry.register("random", schema);
        Leaves leaves = new Leaves(schema);
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(framed(id, Avro.encode(schema, avro.value(schema))));
        }
        return new FuzzSubject(
                id,
                leaves.config(),
                new EventReader(leaves.config(), registry),
                events,
                leaves,
                new GenericDatumReader<>(schema, Leaves.only(schema)));
    }

    private static byte[] framed(int id, byte[] body) {
        byte[] framed = new byte[WireFormat.HEADER + body.length];
        WireFormat.writeHeader(framed, id);
        System.arraycopy(body, 0, framed, WireFormat.HEADER, body.length);
        return framed;
    }
}
