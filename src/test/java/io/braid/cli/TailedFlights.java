package io.braid.cli;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Flights with more fields behind their own, which no configuration names: an array of nulls, an array of longs, a list of
 * records in each other, an enum, and bytes.
 */
final class TailedFlights {
    private static final String TAIL = """
        [{"name": "nothings", "type": {"type": "array", "items": "null"}},
         {"name": "longs", "type": {"type": "array", "items": "long"}},
         {"name": "list", "type": ["null", {"type": "record", "name": "Link", "fields": [
             {"name": "next", "type": ["null", "Link"]}]}]},
         {"name": "padding", "type": "bytes"}]\
        """;

    private final int id;

    /** Registers the schema, made from that of {@code flights}. */
    TailedFlights(SchemaRegistry registry, Schema flights) {
        List<Schema.Field> fields = new ArrayList<>();
        Schema tail = new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Tail\", \"fields\": " + TAIL + "}");
        flights.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        tail.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        id = registry.register(
                "flights-with-tail",
                Schema.createRecord(flights.getName(), null, flights.getNamespace(), false, fields));
    }

    /** A flight whose tail is {@code longs}: counts, lengths and indices, right or wrong. */
    byte[] of(byte[] flight, long... longs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(flight);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            for (long value : longs) {
                encoder.writeLong(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] framed = out.toByteArray();
        WireFormat.writeHeader(framed, id);
        return framed;
    }

    /** A flight, valid, with {@code padding} behind it. */
    byte[] padded(byte[] flight, byte[] padding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(of(flight, 0, 0, 0, padding.length));
        out.writeBytes(padding);
        return out.toByteArray();
    }
}
