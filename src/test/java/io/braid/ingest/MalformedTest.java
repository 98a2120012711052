package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.braid.config.BraidConfig;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no record must become rejections, quickly and without a large allocation. */
class MalformedTest {
    private static final Origin ORIGIN = new Origin("test.events", 0, 0);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static String rejected(Schema schema, BraidConfig config, byte[] bytes) {
        Ingested ingested = ReaderPlan.of(config, schema, null).read(null, bytes, 0, ORIGIN, 0);
        assertThat(ingested).isInstanceOf(Rejection.class);
        return ((Rejection) ingested).reason();
    }

    private static byte[] longs(long... values) {
        AvroBuffer buffer = new AvroBuffer();
        for (long value : values) {
            buffer.writeLong(value);
        }
        return buffer.toBytes();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, (1L << 31) - 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1})
    void rejectsLengthsBeyondTheRecord(long length) {
        Schema string = Avro.recordOf("'string'");

        assertThat(rejected(string, new Configs().text("x").build(), longs(length)))
                .contains("length " + length);
        assertThat(rejected(string, new Configs().text("other").build(), longs(length)))
                .contains("length " + length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, (1L << 31) - 1, Long.MIN_VALUE, Long.MAX_VALUE, 2})
    void rejectsCountsBeyondTheRecord(long count) {
        Schema array = Avro.recordOf("{'type': 'array', 'items': 'long'}");

        assertThat(rejected(array, new Configs().vector("x", 3).build(), longs(count, 0)))
                .contains("malformed");
        assertThat(rejected(array, new Configs().vector("y", 3).build(), longs(count, 0)))
                .contains("malformed");
    }

    @Test
    void readsAndSkipsBlocksWithASize() {
        Schema array = Avro.recordOf("{'type': 'array', 'items': 'long'}");
        byte[] bytes = longs(-2, 2, 7, 8, 1, 9, 0);

        Ingested read =
                ReaderPlan.of(new Configs().vector("x", 3).build(), array, null).read(null, bytes, 0, ORIGIN, 0);
        Ingested skipped =
                ReaderPlan.of(new Configs().numeric("y").build(), array, null).read(null, bytes, 0, ORIGIN, 0);

        assertThat(((Event) read).vectors()[0]).containsExactly(7, 8, 9);
        assertThat(skipped).isInstanceOf(Event.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE})
    void rejectsBlocksOfAWrongSize(long size) {
        Schema array = Avro.recordOf("{'type': 'array', 'items': 'long'}");

        assertThat(rejected(array, new Configs().vector("y", 3).build(), longs(-1, size, 0)))
                .contains("malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "double"})
    void rejectsTheNumberOfItemsThatHasNoPositiveOne(String items) {
        Schema array = Avro.recordOf("{'type': 'array', 'items': '" + items + "'}");

        assertThat(rejected(array, new Configs().numeric("y").build(), longs(Long.MIN_VALUE, 0, 0)))
                .contains("a block of");
    }

    @Test
    @Timeout(5)
    void skipsAnyNumberOfItemsWithoutBytesAtOnce() {
        Schema nothing = Avro.recordOf("{'type': 'array', 'items': {'type': 'record', 'name': 'Nothing', 'fields': ["
                + "{'name': 'a', 'type': 'null'}, {'name': 'b', 'type': {'type': 'fixed', 'name': 'F', 'size': 0}}]}}");
        byte[] bytes = longs(Long.MAX_VALUE, Long.MAX_VALUE, 0);

        Ingested ingested =
                ReaderPlan.of(new Configs().numeric("y").build(), nothing, null).read(null, bytes, 0, ORIGIN, 0);

        assertThat(ingested).isInstanceOf(Event.class);
    }

    @Test
    @Timeout(5)
    void rejectsCountsOfFixedItemsThatOverflow() {
        Schema doubles = Avro.recordOf("{'type': 'array', 'items': 'double'}");

        assertThat(rejected(doubles, new Configs().numeric("y").build(), longs(1L << 61, 0)))
                .contains("a block of");
    }

    @Test
    @Timeout(5)
    void boundsTheDepthOfRecursiveRecords() {
        Schema list = Avro.parse(
                "{'type': 'record', 'name': 'Event', 'fields': [{'name': 'next', 'type': ['null', 'Event']}]}");
        BraidConfig config = new Configs().numeric("next.next.value").build();
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        byte[] shallow = {2, 2, 2, 2, 2, 0};
        Schema endless = Avro.parse("{'type': 'record', 'name': 'Event', 'fields': ["
                + "{'name': 'x', 'type': {'type': 'record', 'name': 'Loop', 'fields': [{'name': 'a', 'type': 'Loop'}, "
                + "{'name': 'b', 'type': 'Loop'}]}}]}");

        assertThat(rejected(list, config, deep)).contains("nested deeper than 100");
        assertThat(ReaderPlan.of(config, list, null).read(null, shallow, 0, ORIGIN, 0))
                .isInstanceOf(Event.class);
        assertThat(rejected(endless, config, shallow)).contains("nested deeper than 100");
    }

    @Test
    @Timeout(5)
    void skipsSchemasThatDoubleAtEachLevel() {
        StringBuilder type = new StringBuilder("'null'");
        for (int i = 0; i < 80; i++) {
            type = new StringBuilder("{'type': 'record', 'name': 'L" + i + "', 'fields': [{'name': 'a', 'type': " + type
                    + "}, {'name': 'b', 'type': '" + (i == 0 ? "null" : "L" + (i - 1)) + "'}]}");
        }

        Ingested ingested = ReaderPlan.of(new Configs().numeric("x.c").build(), Avro.recordOf(type.toString()), null)
                .read(null, new byte[0], 0, ORIGIN, 0);

        assertThat(ingested).isInstanceOf(Event.class);
    }

    @Test
    void rejectsIndicesThatTheSchemaDoesNotHave() {
        Schema union = Avro.recordOf("['null', 'int']");
        Schema symbol = Avro.recordOf("{'type': 'enum', 'name': 'E', 'symbols': ['a', 'b']}");

        assertThat(rejected(union, new Configs().numeric("x").build(), longs(2, 1)))
                .contains("index 2 (expected: 0 to 1)");
        assertThat(rejected(union, new Configs().numeric("y").build(), longs(-1)))
                .contains("index -1");
        assertThat(rejected(symbol, new Configs().categorical("x").build(), longs(5)))
                .contains("index 5");
    }

    @Test
    void rejectsNumbersOfTooManyBytes() {
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0xff);

        assertThat(rejected(Avro.recordOf("'long'"), new Configs().numeric("x").build(), endless))
                .contains("more than 10 bytes");
        assertThat(rejected(Avro.recordOf("'long'"), new Configs().numeric("y").build(), endless))
                .contains("more than 10 bytes");
        assertThat(rejected(Avro.recordOf("'int'"), new Configs().numeric("x").build(), longs(1L << 40)))
                .contains("32 bits");
        assertThat(rejected(
                        Avro.recordOf("'boolean'"), new Configs().numeric("x").build(), new byte[] {2}))
                .contains("boolean 2 (expected: 0 or 1)");
    }

    @Test
    @Timeout(5)
    void rejectsDecimalsOfAbsurdLength() {
        Schema schema = Avro.recordOf("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 5}");
        byte[] bytes = Avro.encode(schema, Avro.record(schema, Map.of("x", ByteBuffer.allocate(1 << 20))));

        assertThat(rejected(schema, new Configs().numeric("x").build(), bytes)).contains("a decimal of 1048576 bytes");
    }

    @Test
    void boundsKeysAndIds() {
        Schema schema = Avro.recordOf("'string'");
        BraidConfig id = new Configs().id("x").numeric("y").build();

        assertThat(rejected(schema, id, text(schema, EventLimits.ID + 1)))
                .isEqualTo("field x: 4097 bytes (expected: at most 4096)");
        ReaderPlan plan = ReaderPlan.of(id, schema, null);
        byte[] longest = text(schema, EventLimits.ID);
        assertThat(plan.read(new byte[EventLimits.KEY], longest, 0, ORIGIN, 0)).isInstanceOf(Event.class);
        assertThat(((Rejection) plan.read(new byte[EventLimits.KEY + 1], longest, 0, ORIGIN, 0)).reason())
                .isEqualTo("key: 4097 bytes (expected: at most 4096)");
    }

    private static byte[] text(Schema schema, int length) {
        return Avro.encode(schema, Avro.record(schema, Map.of("x", "!".repeat(length))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverThrowsAndNeverAllocatesMuchOnMutatedBytes(long seed) {
        Schema schema = fuzzedSchema();
        BraidConfig config = new Configs()
                .id("id")
                .timestamp("when")
                .numeric("number")
                .numeric("inner.amount")
                .categorical("kind")
                .text("words")
                .vector("pixels", 4)
                .binary("flag")
                .multiclass("band", "a", "b")
                .build();
        byte[] valid = Avro.encode(schema, fuzzedRecord(schema));
        ReaderPlan plan = ReaderPlan.of(config, schema, null);
        assertThat(plan.read(null, valid, 0, ORIGIN, 0)).isInstanceOf(Event.class);
        SplittableRandom random = new SplittableRandom(seed);
        int rejections = 0;

        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 5_000; i++) {
            Ingested ingested = plan.read(null, mutated(valid, random), 0, ORIGIN, 0);
            rejections += ingested instanceof Rejection ? 1 : 0;
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(rejections).as("seed %d", seed).isBetween(1_000, 4_999);
        assertThat(allocated / 5_000).as("bytes per record, seed %d", seed).isLessThan(10_000);
    }

    private static byte[] mutated(byte[] valid, SplittableRandom random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length + 5)) : valid.clone();
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int kind = random.nextInt(3);
            int place = random.nextInt(bytes.length);
            bytes[place] =
                    (byte) (kind == 0 ? random.nextInt() : kind == 1 ? 0xff : bytes[place] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    private static Schema fuzzedSchema() {
        return Avro.parse("{'type': 'record', 'name': 'Event', 'fields': ["
                + "{'name': 'id', 'type': ['null', 'string']},"
                + "{'name': 'when', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},"
                + "{'name': 'number', 'type': ['null', 'double']},"
                + "{'name': 'tags', 'type': {'type': 'array', 'items': 'string'}},"
                + "{'name': 'inner', 'type': ['null', {'type': 'record', 'name': 'Inner', 'fields': ["
                + "{'name': 'counts', 'type': {'type': 'map', 'values': 'int'}},"
                + "{'name': 'amount', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},"
                + "{'name': 'again', 'type': ['null', 'Inner']}]}]},"
                + "{'name': 'kind', 'type': {'type': 'enum', 'name': 'Kind', 'symbols': ['x', 'y', 'z']}},"
                + "{'name': 'words', 'type': ['string', 'null']},"
                + "{'name': 'pixels', 'type': ['null', {'type': 'array', 'items': 'float'}]},"
                + "{'name': 'flag', 'type': 'boolean'},"
                + "{'name': 'band', 'type': ['null', 'string', 'int']}]}");
    }

    private static GenericData.Record fuzzedRecord(Schema schema) {
        Schema inner = schema.getField("inner").schema().getTypes().get(1);
        GenericData.Record innermost =
                Avro.record(inner, Map.of("counts", Map.of(), "amount", ByteBuffer.wrap(new byte[] {5})));
        GenericData.Record outer = Avro.record(
                inner,
                Map.of(
                        "counts",
                        Map.of("p", 1, "q", -2),
                        "amount",
                        ByteBuffer.wrap(new byte[] {1, 2}),
                        "again",
                        innermost));
        GenericData.Record record =
                Avro.record(schema, Map.of("id", "event 1", "when", 1_700_000_000_000_000L, "number", 2.5));
        record.put("tags", List.of("one", "two", "three"));
        record.put("inner", outer);
        record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "y"));
        record.put("words", "some words to read");
        record.put("pixels", List.of(1f, 2f, 3f, 4f));
        record.put("flag", true);
        record.put("band", "b");
        return record;
    }
}
