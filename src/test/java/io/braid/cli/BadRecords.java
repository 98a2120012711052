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
    private final int enumBandId;
    private final int noRecordId;
    private final TailedFlights tailed;

    /** Registers, under subjects of their own, schemas that events can be written with but shouldn't. */
    BadRecords(SchemaRegistry registry, Schema flights) {
        doubleLabel = changed(flights, "arr_delay", SchemaBuilder.builder().doubleType());
        doubleLabelId = registry.register("flights-with-double-delay", doubleLabel);
        textDistanceId = registry.register(
                "flights-with-text-distance",
                changed(flights, "distance", SchemaBuilder.builder().stringType()));
        enumBandId = registry.register(
                "flights-with-enum-band",
                changed(
                        flights,
                        "delay_band",
                        Schema.createUnion(
                                SchemaBuilder.builder().nullType(),
                                SchemaBuilder.enumeration("Band").symbols("early", "late"))));
        tailed = new TailedFlights(registry, flights);
        noRecordId = registry.register("text", SchemaBuilder.builder().stringType());
    }

    /**
     * A record that is no event.
     *
     * @param kind what is wrong with it
     * @param key null where any key will do
     * @param reason what the reason for its rejection says
     */
    record Bad(String kind, byte @Nullable [] key, byte @Nullable [] value, String reason) {
        Bad(String kind, byte @Nullable [] value, String reason) {
            this(kind, null, value, reason);
        }
    }

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
                new Bad("label infinite", withDelay(flight, Double.NEGATIVE_INFINITY), "field arr_delay: -Infinity"),
                new Bad("negative schema id", withId(event, -1), "-1"),
                new Bad("symbol that the enum lacks", withUnknownSymbol(flight, id), "index 44"),
                new Bad("nothing, 2^60 times", tailed.of(event, 1L << 60), "the record ends"),
                new Bad("block of 2^60 longs", tailed.of(event, 0, 1L << 60), "a block of 1152921504606846976 items"),
                new Bad("block of a negative size", tailed.of(event, 0, -1, -1), "-1 bytes to skip"),
                new Bad("block of 2^62 bytes", tailed.of(event, 0, -1, 1L << 62), "bytes to skip"),
                new Bad("block of -2^63 items", tailed.of(event, 0, Long.MIN_VALUE, 1), "items (expected: a number"),
                new Bad("records nested 100,000 deep", tailed.of(event, nested(100_000)), "nested deeper than 100"),
                new Bad("long id", with(flight, id, "flight_id", "F".repeat(4097)), "field flight_id: 4097 bytes"),
                new Bad("long key", new byte[4097], event, "key: 4097 bytes"));
    }

    /** Legal, if odd, ways to write {@code event}. */
    List<byte[]> odd(byte[] event) {
        return List.of(
                tailed.of(event, 1L << 60, Long.MAX_VALUE, 0, 0, 0, 0),
                tailed.of(event, -(1L << 60), 0, 0, -3, 3, 1, 2, 3, 0, 0, 0),
                tailed.of(event, 0, 0, 1, 1, 1, 1, 0, 0));
    }

    /** An empty array twice, and then links of a list without an end. */
    private static long[] nested(int depth) {
        long[] tail = new long[depth];
        Arrays.fill(tail, 2, depth, 1);
        return tail;
    }

    /** The band as the branch of an enum, of which the length of the text is the symbol's index. */
    private byte[] withUnknownSymbol(GenericRecord flight, int id) {
        byte[] event = with(flight, id, "delay_band", "x".repeat(44));
        return withId(Arrays.copyOf(event, event.length - 44), enumBandId);
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
