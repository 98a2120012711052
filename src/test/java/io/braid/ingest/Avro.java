package io.braid.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes values with Avro's own classes, so that the tests don't check our code against itself. */
final class Avro {
    private Avro() {}

    static Schema parse(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    /** A record called Event with one field called x. */
    static Schema recordOf(String type) {
        return parse("{'type': 'record', 'name': 'Event', 'fields': [{'name': 'x', 'type': " + type + "}]}");
    }

    static byte[] encode(Schema schema, @Nullable Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<@Nullable Object>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return bytes.toByteArray();
    }

    static GenericData.Record record(Schema schema, Map<String, ?> values) {
        GenericData.Record record = new GenericData.Record(schema);
        values.forEach(record::put);
        return record;
    }
}
