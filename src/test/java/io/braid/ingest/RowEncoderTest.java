package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
    private static final List<String> HEADER = List.of("x");

    private static GenericRecord encoded(Schema schema, List<String> header, String... cells) {
        byte[] bytes = new RowEncoder(schema, new Columns("rows.csv", header)).encode(List.of(cells));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
            assertThat(decoder.isEnd()).isTrue();
            return record;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static @Nullable Object value(String type, String cell) {
        Object value = encoded(Avro.recordOf(type), HEADER, cell).get("x");
        return value instanceof CharSequence text ? text.toString() : value;
    }

    private static String refused(Schema schema, List<String> header, String... cells) {
        RowEncoder encoder = new RowEncoder(schema, new Columns("rows.csv", header));
        BadRecord bad = catchThrowableOfType(BadRecord.class, () -> encoder.encode(List.of(cells)));
        assertThat(bad).as("%s in %s", Arrays.toString(cells), schema).isNotNull();
        return bad.reason();
    }

    private static String refused(String type, String cell) {
        return refused(Avro.recordOf(type), HEADER, cell);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false", "true,true", "False,false", "' TRUE ',true", "1.0,true"})
    void writesBooleans(String cell, boolean expected) {
        assertThat(value("'boolean'", cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3,3", "-7,-7", "3.0,3", "+4,4", "1e3,1000", "' 5 ',5", "007,7"})
    void writesIntegers(String cell, int expected) {
        assertThat(value("'int'", cell)).isEqualTo(expected);
        assertThat(value("'long'", cell)).isEqualTo((long) expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "abc", "1e999999999", "1e-999999999", "9223372036854775808", "NaN", "0x10"})
    void refusesWhatIsNoInteger(String cell) {
        assertThat(refused("'long'", cell))
                .isEqualTo("column x: " + cell
                        + " (expected: an integer from -9223372036854775808 to 9223372036854775807)");
    }

    @Test
    void refusesIntegersThatAnIntCannotHold() {
        assertThat(value("'int'", "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(refused("'int'", "2147483648"))
                .startsWith("column x: 2147483648 (expected: an integer from -2147483648");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,0.1",
        "-3,-3",
        "1e-300,1e-300",
        ".5,0.5",
        "5.,5",
        "NaN,NaN",
        "nan,NaN",
        "Infinity,Infinity",
        "-inf,-Infinity",
        "INF,Infinity"
    })
    void writesNumbers(String cell, double expected) {
        assertThat(value("'double'", cell)).isEqualTo(expected);
        assertThat(value("'float'", cell)).isEqualTo((float) expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1d", "1.5f", "0x1p3", "1,5", "NA", "--1", " "})
    void refusesWhatIsNoNumber(String cell) {
        assertThat(refused("'double'", cell)).isEqualTo("column x: " + cell + " (expected: a number)");
        assertThat(refused("'float'", cell)).isEqualTo("column x: " + cell + " (expected: a number)");
    }

    @Test
    void writesTextsAsTheyAre() {
        assertThat(value("'string'", " Zürich ")).isEqualTo(" Zürich ");
        assertThat(value("'bytes'", "ü")).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xc3, (byte) 0xbc}));
    }

    @Test
    void writesSymbols() {
        String type = "{'type': 'enum', 'name': 'E', 'symbols': ['a', 'b']}";

        assertThat(value(type, "b")).hasToString("b");
        assertThat(refused(type, "c")).isEqualTo("column x: c (expected: one of a, b)");
    }

    @Test
    void writesTimesAndDates() {
        assertThat(value("{'type': 'long', 'logicalType': 'timestamp-millis'}", "1970-01-01T00:01"))
                .isEqualTo(60_000L);
        assertThat(value("{'type': 'long', 'logicalType': 'timestamp-millis'}", "77"))
                .isEqualTo(77L);
        assertThat(value("{'type': 'long', 'logicalType': 'local-timestamp-micros'}", "1970-01-01T00:00:00.000001"))
                .isEqualTo(1L);
        assertThat(value("{'type': 'int', 'logicalType': 'date'}", "1970-02-01"))
                .isEqualTo(31);
        assertThat(value("{'type': 'int', 'logicalType': 'date'}", "-5")).isEqualTo(-5);
        assertThat(value("{'type': 'int', 'logicalType': 'date'}", "1969-12-31"))
                .isEqualTo(-1);
        assertThat(refused("{'type': 'int', 'logicalType': 'date'}", "99999999999"))
                .contains("(expected: a date");
        assertThat(refused("{'type': 'long', 'logicalType': 'timestamp-millis'}", "noon"))
                .startsWith("column x: noon (expected: a time");
    }

    @Test
    void writesDecimals() {
        String type = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 5, 'scale': 2}";

        assertThat(value(type, "-12.3"))
                .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(-1230).toByteArray()));
        assertThat(value(type, "1.2300"))
                .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(123).toByteArray()));
        assertThat(value(type, "0.000")).isEqualTo(ByteBuffer.wrap(new byte[1]));
        for (String cell : List.of("1.234", "1234.5", "1e999999999", "1e-999999999", "x")) {
            assertThat(refused(type, cell))
                    .startsWith("column x: " + cell + " (expected: a decimal of at most 5 digits");
        }
    }

    @Test
    void refusesFixed() {
        assertThat(refused("{'type': 'fixed', 'name': 'F', 'size': 1}", "a"))
                .isEqualTo("column x: a (expected: nothing, since a cell can't hold a fixed)");
    }

    @Test
    void writesEmptyCellsAsNullOrDefaultOrEmptyString() {
        Schema withDefault = Avro.parse(
                "{'type': 'record', 'name': 'Event', 'fields': [{'name': 'x', 'type': 'int', 'default': 9}]}");

        assertThat(value("['int', 'null']", "")).isNull();
        assertThat(encoded(withDefault, HEADER, "").get("x")).isEqualTo(9);
        assertThat(value("'string'", "")).isEqualTo("");
        assertThat(refused("'int'", "")).startsWith("column x: empty (expected: a value");
    }

    @Test
    void writesFieldsWithoutColumnsAsMissing() {
        Schema schema = Avro.parse("{'type': 'record', 'name': 'Event', 'fields': [{'name': 'x', 'type': 'int'},"
                + " {'name': 'a', 'type': ['null', 'double']}, {'name': 'b', 'type': 'string'},{'name': 'c', 'type':"
                + " {'type': 'array', 'items': 'int'}}, {'name': 'd', 'type': {'type': 'map', 'values': 'int'}},{'name':"
                + " 'e', 'type': ['null', 'Event']}]}");

        GenericRecord record = encoded(schema, List.of("unused", "x"), "?", "1");

        assertThat(record).hasToString("{\"x\": 1, \"a\": null, \"b\": \"\", \"c\": [], \"d\": {}, \"e\": null}");
    }

    @Test
    void writesTheFirstTypeOfAUnionThatFits() {
        String type = "['null', 'string', 'boolean', 'int', 'double']";

        assertThat(value(type, "12")).isEqualTo(12);
        assertThat(value(type, "1.5")).isEqualTo(1.5);
        assertThat(value(type, "true")).isEqualTo(true);
        assertThat(value(type, "many")).isEqualTo("many");
        assertThat(value(type, "")).isNull();
        assertThat(refused("['null', 'int', 'double']", "many")).isEqualTo("column x: many (expected: a number)");
    }

    @Test
    void writesNestedRecordsFromDottedColumns() {
        Schema schema = EventSchema.of(
                new Configs().numeric("a.x").categorical("a.b.y").numeric("z").build());
        List<String> header = List.of("a.b.y", "z", "a.x");

        assertThat(encoded(schema, header, "v", "1", "2"))
                .hasToString("{\"z\": 1.0, \"a\": {\"x\": 2.0, \"b\": {\"y\": \"v\"}}}");
        assertThat(encoded(schema, header, "", "1", "2")).hasToString("{\"z\": 1.0, \"a\": {\"x\": 2.0, \"b\": null}}");
        assertThat(encoded(schema, header, "", "1", "")).hasToString("{\"z\": 1.0, \"a\": null}");
    }

    @Test
    void writesVectorsFromNumberedColumns() {
        Schema schema = EventSchema.of(new Configs().vector("p", 11).build());
        List<String> header =
                List.of("p10", "p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "px");

        GenericRecord record = encoded(schema, header, "10", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-");

        assertThat(record).hasToString("{\"p\": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]}");
    }

    @Test
    void writesVectorsFromOneColumn() {
        String type = "['null', {'type': 'array', 'items': ['float', 'null']}]";

        assertThat(value(type, " 1 2.5  -3 ")).hasToString("[1.0, 2.5, -3.0]");
        assertThat(value(type, " ")).isNull();
        assertThat(refused(type, "1 two 3")).isEqualTo("column x: two (expected: a number, with blanks between)");
    }

    @Test
    void writesVectorsWithoutCellsAsNullAndRefusesPartlyEmptyOnes() {
        Schema schema = EventSchema.of(new Configs().vector("p", 3).build());
        List<String> header = List.of("p0", "p1", "p2");

        assertThat(encoded(schema, header, "", "", "").get("p")).isNull();
        assertThat(refused(schema, header, "1", "", "3")).isEqualTo("columns of p, index 1:  (expected: a number)");
    }

    @Test
    void refusesVectorsWithAGapInTheirColumns() {
        Schema schema = EventSchema.of(new Configs().vector("p", 3).build());

        assertThatThrownBy(() -> new RowEncoder(schema, new Columns("rows.csv", List.of("p0", "p2"))))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv: column p2 (expected: p1 before it)");
    }

    @Test
    void matchesColumnsByTheNamesThatAvroAllows() {
        Schema schema = EventSchema.of(new Configs().numeric("dep delay").build());

        assertThat(encoded(schema, List.of(" dep delay"), "3")).hasToString("{\"dep_delay\": 3.0}");
    }

    @Test
    void refusesAColumnThatIsThereTwiceOnlyWhereItIsUsed() {
        Schema schema = Avro.recordOf("'int'");

        assertThat(encoded(schema, List.of("x", "y", "y"), "1", "2", "3").get("x"))
                .isEqualTo(1);
        assertThatThrownBy(() -> new RowEncoder(schema, new Columns("rows.csv", List.of("x", "x"))))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv: several columns x (expected: one)");
    }
}
