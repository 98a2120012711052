package io.braid.cli;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Records of every kind that is no event, each made of an event of the flights example. */
final class BadRecords {
    private static final int UNKNOWN_ID = 999_999;
    private static final int BODY = WireFormat.HEADER;

    /** An event whose regression label is a double, so that it can be what no integer is. */
    private final Schema doubleLabel;

    private final int doubleLabelId;
    private final int textDistanceId;
    private final int noRecordId;

    /** Registers, under subjects of their own, schemas that events can be written with but shouldn't. */
    BadRecords(SchemaRegistry registry, Schema flights) {
        doubleLabel = changed(flights, "arr_delay", SchemaBuilder.builder().doubleType());
        doubleLabelId = registry.register("flights-with-double-delay", doubleLabel);
        textDistanceId = registry.register(
                "flights-with-text-distance",
                changed(flights, "distance", SchemaBuilder.builder().stringType()));
        noRecordId = registry.register("text", SchemaBuilder.builder().stringType());
    }

    /**
     * A record that is no event.
     *
     * @param kind what is wrong with it
     * @param reason what the reason for its rejection says
     */
    record Bad(String kind, byte @Nullable [] value, String reason) {}

    /** One record of each kind, made of {@code event}, a framed record of schema {@code flights}. */
    List<Bad> of(byte[] event, Schema flights) {
        int id = WireFormat.schemaId(event);
        GenericRecord flight = read(event, flights);
        return List.of(
                new Bad("tombstone", null, "no value"),
                new Bad("empty", new byte[0], "0 bytes"),
                new Bad("garbage", "no Avro at all".getBytes(StandardCharsets.UTF_8), "first byte 110"),
                new Bad("wrong magic byte", with(event, 0, 1), "first byte 1"),
                new Bad("shorter than the header", Arrays.copyOf(event, BODY - 1), "4 bytes"),
                new Bad("header alone", Arrays.copyOf(event, BODY), "malformed Avro"),
                new Bad("unknown schema id", withId(event, UNKNOWN_ID), "" + UNKNOWN_ID),
                new Bad("truncated by a byte", Arrays.copyOf(event, event.length - 1), "malformed Avro"),
                new Bad("cut in half", Arrays.copyOf(event, event.length / 2), "malformed Avro"),
                new Bad("one byte too many", Arrays.copyOf(event, event.length + 1), "1 bytes after the record"),
                new Bad("length prefix of 2 GB", withLength(id, Integer.MAX_VALUE), "length 2147483647"),
                new Bad("length prefix of 2^62", withLength(id, 1L << 62), "length 4611686018427387904"),
                new Bad("negative length prefix", withLength(id, -1), "length -1"),
                new Bad("length prefix that never ends", endless(id), "more than 10 bytes"),
                new Bad("union branch out of range", withUnknownBranch(flight, id), "index 63"),
                new Bad("wrong type", withId(event, textDistanceId), "field distance: string"),
                new Bad("no record", withId(event, noRecordId), "schema string"),
                new Bad("NaN", with(flight, id, "origin_delay_prev", Double.NaN), "field origin_delay_prev: NaN"),
                new Bad(
                        "infinity",
                        with(flight, id, "origin_delay_prev", Double.POSITIVE_INFINITY),
                        "field origin_delay_prev: Infinity"),
                new Bad(
                        "minus infinity",
                        with(flight, id, "dest_delay_prev", Double.NEGATIVE_INFINITY),
                        "field dest_delay_prev: -Infinity"),
                new Bad("too large for a float", with(flight, id, "dest_delay_prev", 1e39), "dest_delay_prev: 1.0E39"),
                new Bad("label of no class", with(flight, id, "delay_band", "sideways"), "delay_band: sideways"),
                new Bad("label neither 0 nor 1", with(flight, id, "late15", 2), "field late15: 2"),
                new Bad("label NaN", withDelay(flight, Double.NaN), "field arr_delay: NaN"),
                new Bad("label infinite", withDelay(flight, Double.NEGATIVE_INFINITY), "field arr_delay: -Infinity"));
    }

    private byte[] withDelay(GenericRecord flight, double delay) {
        GenericRecord copy = new GenericData.Record(doubleLabel);
        flight.getSchema().getFields().forEach(field -> copy.put(field.name(), flight.get(field.name())));
        copy.put("arr_delay", delay);
        return framed(copy, doubleLabelId);
    }

    private static byte[] with(GenericRecord flight, int id, String field, Object value) {
        GenericRecord copy = new GenericData.Record((GenericData.Record) flight, true);
        copy.put(field, value);
        return framed(copy, id);
    }

    private static byte[] with(byte[] event, int position, int value) {
        byte[] copy = event.clone();
        copy[position] = (byte) value;
        return copy;
    }

    private static byte[] withId(byte[] event, int id) {
        byte[] copy = event.clone();
        WireFormat.writeHeader(copy, id);
        return copy;
    }

    /** A record whose first field, a string, says that it is so long. */
    private static byte[] withLength(int id, long length) {
        return encoded(id, encoder -> {
            encoder.writeLong(length);
            encoder.writeFixed("F000001".getBytes(StandardCharsets.UTF_8));
        });
    }

    /** A record whose last union, of a label, has the index of no branch. */
    private static byte[] withUnknownBranch(GenericRecord flight, int id) {
        byte[] event = with(flight, id, "delay_band", "late");
        int branch = event.length - "late".length() - 2;
        return with(event, branch, 2 * 63);
    }

    private static byte[] endless(int id) {
        byte[] value = new byte[BODY + 30];
        Arrays.fill(value, (byte) 0x80);
        WireFormat.writeHeader(value, id);
        return value;
    }

    private static GenericRecord read(byte[] event, Schema schema) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(event, BODY, event.length - BODY, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] framed(GenericRecord record, int id) {
        return encoded(id, encoder -> new GenericDatumWriter<>(record.getSchema()).write(record, encoder));
    }

    /** Writes what comes after the header. */
    private interface Body {
        void writeTo(BinaryEncoder encoder) throws IOException;
    }

    private static byte[] encoded(int id, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[BODY];
        WireFormat.writeHeader(header, id);
        out.writeBytes(header);
        try {
            body.writeTo(EncoderFactory.get().directBinaryEncoder(out, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** {@code schema} with one field of another type. */
    private static Schema changed(Schema schema, String name, Schema type) {
        List<Schema.Field> fields = schema.getFields().stream()
                .map(field -> field.name().equals(name)
                        ? new Schema.Field(name, type, field.doc())
                        : new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
