package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.LossType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule by which a value of a type becomes a feature, a label, an id or a time. */
class MappingTest {
    private static final Origin ORIGIN = new Origin("test.events", 3, 42);
    private static final long RECORD_TIMESTAMP = 1_234;
    private static final String DECIMAL = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 40, 'scale': 2}";
    private static final String ENUM = "{'type': 'enum', 'name': 'Band', 'symbols': ['early', 'late', 'true']}";

    private static Ingested read(Configs configs, String type, @Nullable Object value) {
        return read(configs.build(), Avro.recordOf(type), value);
    }

    private static Ingested read(BraidConfig config, Schema schema, @Nullable Object value) {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("x", value);
        byte[] bytes = Avro.encode(schema, record);
        return ReaderPlan.of(config, schema, null).read(null, bytes, 0, ORIGIN, RECORD_TIMESTAMP);
    }

    private static Event event(Ingested ingested) {
        assertThat(ingested).isInstanceOf(Event.class);
        return (Event) ingested;
    }

    private static String reason(Ingested ingested) {
        assertThat(ingested).isInstanceOf(Rejection.class);
        return ((Rejection) ingested).reason();
    }

    private static @Nullable String text(Ingested ingested) {
        byte[] text = event(ingested).texts()[0];
        return text == null ? null : new String(text, UTF_8);
    }

    private static Configs numeric() {
        return new Configs().numeric("x");
    }

    private static Configs categorical() {
        return new Configs().categorical("x");
    }

    @Test
    void readsNumbersOfEveryNumericType() {
        ByteBuffer cents = ByteBuffer.wrap(BigInteger.valueOf(-12_345).toByteArray());
        assertThat(event(read(numeric(), "'int'", -7)).numbers()).containsExactly(-7);
        assertThat(event(read(numeric(), "'long'", 1L << 40)).numbers()).containsExactly(1L << 40);
        assertThat(event(read(numeric(), "'float'", 1.5f)).numbers()).containsExactly(1.5);
        assertThat(event(read(numeric(), "'double'", 0.1)).numbers()).containsExactly(0.1);
        assertThat(event(read(numeric(), "'boolean'", true)).numbers()).containsExactly(1);
        assertThat(event(read(numeric(), DECIMAL, cents)).numbers()).containsExactly(-123.45);
    }

    @Test
    void rejectsCountsBelowZero() {
        Configs count = new Configs().numeric("n").regression("x", LossType.POISSON);

        assertThat(event(read(count, "'double'", 0.0)).labels()).containsExactly(0);
        assertThat(reason(read(count, "'double'", -1.0))).contains("field x: -1.0", "at least 0");
    }

    @Test
    void readsDecimalsOfFixedSizeAndManyDigits() {
        String type =
                "{'type': 'fixed', 'name': 'D', 'size': 16, 'logicalType': 'decimal', 'precision': 30, 'scale': 20}";
        BigDecimal decimal = new BigDecimal("1234567890.12345678901234567890");
        byte[] bytes = new byte[16];
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        System.arraycopy(unscaled, 0, bytes, 16 - unscaled.length, unscaled.length);

        Ingested ingested = read(numeric(), type, new GenericData.Fixed(Avro.parse(type), bytes));

        assertThat(event(ingested).numbers()).containsExactly(decimal.doubleValue());
    }

    @Test
    void readsNumbersBelowLogicalTypesAsTheyAreStored() {
        String micros = "{'type': 'long', 'logicalType': 'timestamp-micros'}";

        assertThat(event(read(numeric(), micros, 5_000_001L)).numbers()).containsExactly(5_000_001);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, -1e300})
    void rejectsNumbersThatAFloatCannotHold(double value) {
        assertThat(reason(read(numeric(), "'double'", value))).startsWith("field x: " + value + " (expected: a finite");
        assertThat(reason(read(new Configs().regression("x"), "'double'", value)))
                .startsWith("field x: " + value);
        Ingested vector =
                read(new Configs().vector("x", 2), "{'type': 'array', 'items': 'double'}", List.of(1.0, value));
        assertThat(reason(vector)).startsWith("field x: " + value);
    }

    @Test
    void readsTheLargestFloat() {
        double largest = Float.MAX_VALUE;

        assertThat(event(read(numeric(), "'double'", largest)).numbers()).containsExactly(largest);
    }

    @Test
    void readsNullAsMissing() {
        assertThat(event(read(numeric(), "['null', 'double']", null)).numbers()).containsExactly(Double.NaN);
        assertThat(event(read(numeric(), "['double', 'null']", 2.0)).numbers()).containsExactly(2.0);
        assertThat(text(read(categorical(), "['null', 'string']", null))).isNull();
        assertThat(event(read(new Configs().binary("x"), "'null'", null)).labels())
                .containsExactly(Double.NaN);
    }

    @Test
    void readsAnAbsentFieldAsMissing() {
        Configs configs = numeric().numeric("absent").regression("missing");

        Event event = event(read(configs, "'int'", 1));

        assertThat(event.numbers()).containsExactly(1, Double.NaN);
        assertThat(event.labels()).containsExactly(Double.NaN);
    }

    @Test
    void readsCategoriesOfEveryNamingType() {
        assertThat(text(read(categorical(), "'string'", "Zürich"))).isEqualTo("Zürich");
        assertThat(text(read(categorical(), ENUM, new GenericData.EnumSymbol(Avro.parse(ENUM), "late"))))
                .isEqualTo("late");
        assertThat(text(read(categorical(), "'int'", -3))).isEqualTo("-3");
        assertThat(text(read(categorical(), "'long'", Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(text(read(categorical(), "'boolean'", false))).isEqualTo("false");
        assertThat(text(read(categorical(), "'float'", 3f))).isEqualTo("3");
        assertThat(text(read(categorical(), "'double'", -0.0))).isEqualTo("0");
        assertThat(text(read(categorical(), "'bytes'", ByteBuffer.wrap("ü".getBytes(UTF_8)))))
                .isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(doubles = {3.5, Double.NaN, Double.POSITIVE_INFINITY, 1e19, 0x1p63})
    void rejectsCategoriesWithAFraction(double value) {
        assertThat(reason(read(categorical(), "'double'", value)))
                .isEqualTo("field x: " + value + " (expected: a number without a fraction)");
    }

    @Test
    void takesAnEmptyStringForAnEmptyTextButAMissingCategoryAndAnAbsentLabel() {
        assertThat(text(read(new Configs().text("x"), "'string'", ""))).isEmpty();
        assertThat(text(read(categorical(), "'string'", ""))).isNull();
        assertThat(event(read(new Configs().multiclass("x", "a", "b"), "'string'", ""))
                        .labels())
                .containsExactly(Double.NaN);
        assertThat(event(read(new Configs().binary("x"), "'string'", "")).labels())
                .containsExactly(Double.NaN);
    }

    @Test
    void readsVectorsOfEveryNumericType() {
        Configs configs = new Configs().vector("x", 3);
        String nullable = "{'type': 'array', 'items': ['null', 'float']}";

        Event ints = event(read(configs, "{'type': 'array', 'items': 'int'}", List.of(1, -2, 300)));
        Event longs = event(read(configs, "{'type': 'array', 'items': 'long'}", List.of(1L, -2L, 300L)));
        Event floats = event(read(configs, nullable, List.of(1f, -2f, 300f)));
        Event doubles =
                event(read(configs, "['null', {'type': 'array', 'items': 'double'}]", List.of(1.0, -2.0, 300.0)));

        for (Event event : List.of(ints, longs, floats, doubles)) {
            assertThat(event.vectors()[0]).containsExactly(1, -2, 300);
        }
    }

    @Test
    void rejectsVectorsOfAnotherLengthOrWithANull() {
        Configs configs = new Configs().vector("x", 3);
        String type = "{'type': 'array', 'items': ['null', 'int']}";

        assertThat(reason(read(configs, type, List.of(1, 2)))).isEqualTo("field x: 2 numbers (expected: 3)");
        assertThat(reason(read(configs, type, List.of(1, 2, 3, 4)))).isEqualTo("field x: 4 numbers (expected: 3)");
        assertThat(reason(read(configs, type, List.of()))).isEqualTo("field x: 0 numbers (expected: 3)");
        assertThat(reason(read(configs, type, Arrays.asList(1, null, 3))))
                .isEqualTo("field x: null at index 1 (expected: a number)");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "0.0,0", "1.0,1", "true,1", "false,0", "True,1", "FALSE,0"})
    void readsBinaryLabelsFromText(String text, double label) {
        assertThat(event(read(new Configs().binary("x"), "'string'", text)).labels())
                .containsExactly(label);
    }

    @Test
    void readsBinaryLabelsFromNumbersBooleansAndEnums() {
        Configs configs = new Configs().binary("x");

        assertThat(event(read(configs, "'boolean'", true)).labels()).containsExactly(1);
        assertThat(event(read(configs, "'long'", 0L)).labels()).containsExactly(0);
        assertThat(event(read(configs, "'double'", -0.0)).labels()).containsExactly(0.0);
        assertThat(event(read(configs, ENUM, new GenericData.EnumSymbol(Avro.parse(ENUM), "true")))
                        .labels())
                .containsExactly(1);
    }

    @Test
    void rejectsBinaryLabelsThatAreNeither() {
        Configs configs = new Configs().binary("x");

        assertThat(reason(read(configs, "'int'", 2)))
                .isEqualTo("field x: 2.0 (expected: 0, 1, true or false for a binary label)");
        assertThat(reason(read(configs, "'double'", Double.NaN))).startsWith("field x: NaN");
        assertThat(reason(read(configs, "'string'", "yes"))).startsWith("field x: yes (expected: 0, 1");
    }

    @Test
    void readsTheIndexOfAClass() {
        assertThat(event(read(new Configs().multiclass("x", "early", "late"), "'string'", "late"))
                        .labels())
                .containsExactly(1);
        assertThat(event(read(new Configs().multiclass("x", "0", "10", "2"), "'int'", 2))
                        .labels())
                .containsExactly(2);
        assertThat(event(read(new Configs().multiclass("x", "false", "true"), "'boolean'", true))
                        .labels())
                .containsExactly(1);
        assertThat(event(read(
                                new Configs().multiclass("x", "true", "early"),
                                ENUM,
                                new GenericData.EnumSymbol(Avro.parse(ENUM), "early")))
                        .labels())
                .containsExactly(1);
    }

    @Test
    void readsAWholeNumberAsTheClassOfTheInteger() {
        Configs configs = new Configs().multiclass("x", "0", "1.0", "1", "2");

        assertThat(event(read(configs, "'string'", "2.0")).labels()).containsExactly(3);
        assertThat(event(read(configs, "'string'", "1.0")).labels()).containsExactly(1);
        assertThat(event(read(configs, "'double'", 2.0)).labels()).containsExactly(3);
        assertThat(reason(read(configs, "'string'", ".0"))).startsWith("field x: .0 (expected: one of");
    }

    @Test
    void rejectsAValueThatIsNoClass() {
        assertThat(reason(read(new Configs().multiclass("x", "early", "late"), "'string'", "never")))
                .isEqualTo("field x: never (expected: one of the classes early, late)");
    }

    @Test
    void rejectsEveryEventOfAWrongType() {
        assertThat(reason(read(numeric(), "'string'", "1")))
                .isEqualTo("field x: string (expected: int, long, float, double, decimal or boolean for a numeric"
                        + " feature)");
        assertThat(reason(read(numeric(), "['null', 'string']", null))).startsWith("field x: string (expected: int");
        assertThat(reason(read(categorical(), "{'type': 'map', 'values': 'int'}", Map.of())))
                .startsWith("field x: map of int (expected: string, enum");
        assertThat(reason(read(new Configs().text("x"), "'int'", 1))).startsWith("field x: int (expected: string");
        assertThat(reason(read(new Configs().vector("x", 1), "{'type': 'array', 'items': 'string'}", List.of("1"))))
                .startsWith("field x: array of string (expected: an array of int");
        assertThat(reason(read(new Configs().numeric("x.y"), "'int'", 1)))
                .isEqualTo("field x: int (expected: a record with y)");
    }

    @Test
    void namesEveryFieldOfAWrongType() {
        Configs configs = numeric().text("x");

        assertThat(reason(read(configs, "{'type': 'array', 'items': 'int'}", List.of())))
                .contains("for a numeric feature)", "; ", "for a text feature)");
    }

    @Test
    void readsWhicheverBranchOfAUnionFits() {
        String type = "['null', 'int', 'string', 'double']";

        assertThat(event(read(numeric(), type, 5)).numbers()).containsExactly(5);
        assertThat(event(read(numeric(), type, 2.5)).numbers()).containsExactly(2.5);
        assertThat(event(read(numeric(), type, null)).numbers()).containsExactly(Double.NaN);
        assertThat(reason(read(numeric(), type, "5"))).startsWith("field x: string (expected: int");
    }

    @Test
    void readsFieldsOfNestedRecords() {
        Schema schema = Avro.recordOf("['null', {'type': 'record', 'name': 'Outer', 'fields': ["
                + "{'name': 'before', 'type': 'string'},"
                + "{'name': 'inner', 'type': {'type': 'record', 'name': 'Inner', 'fields': ["
                + "{'name': 'skipped', 'type': {'type': 'map', 'values': 'long'}}, {'name': 'y', 'type': 'int'}]}},"
                + "{'name': 'z', 'type': 'string'}]}]");
        Schema outer = schema.getField("x").schema().getTypes().get(1);
        BraidConfig config =
                new Configs().numeric("x.inner.y").categorical("x.z").build();
        GenericData.Record inner = Avro.record(
                outer.getField("inner").schema(), Map.of("skipped", Map.of("a", 1L, "b", 1L << 50), "y", 9));

        Event present =
                event(read(config, schema, Avro.record(outer, Map.of("before", "b", "inner", inner, "z", "Z"))));
        Event absent = event(read(config, schema, null));

        assertThat(present.numbers()[0]).isEqualTo(9);
        assertThat(present.texts()[1]).isEqualTo("Z".getBytes(UTF_8));
        assertThat(absent.numbers()[0]).isNaN();
        assertThat(absent.texts()[1]).isNull();
    }

    @Test
    void readsOneFieldForSeveralUses() {
        Configs configs = numeric().categorical("x").regression("x").id("x").timestamp("x");

        Event event = event(read(configs, "'long'", 77L));

        assertThat(event.numbers()[0]).isEqualTo(77);
        assertThat(event.texts()[1]).isEqualTo("77".getBytes(UTF_8));
        assertThat(event.labels()).containsExactly(77);
        assertThat(event.id()).isEqualTo("77");
        assertThat(event.timestamp()).isEqualTo(77);
    }

    @Test
    void readsIdsOfEveryNamingType() {
        Configs configs = new Configs().id("x");
        UUID uuid = new UUID(12, 34);
        String fixed = "{'type': 'fixed', 'name': 'U', 'size': 16, 'logicalType': 'uuid'}";
        byte[] bytes = ByteBuffer.allocate(16).putLong(12).putLong(34).array();

        assertThat(event(read(configs, "'string'", "e1")).id()).isEqualTo("e1");
        assertThat(event(read(configs, "'int'", 5)).id()).isEqualTo("5");
        assertThat(event(read(configs, ENUM, new GenericData.EnumSymbol(Avro.parse(ENUM), "late")))
                        .id())
                .isEqualTo("late");
        assertThat(event(read(configs, fixed, new GenericData.Fixed(Avro.parse(fixed), bytes)))
                        .id())
                .isEqualTo(uuid.toString());
        assertThat(reason(read(configs, "'double'", 1.0))).startsWith("field x: double (expected: string, int");
    }

    @Test
    void namesAnEventByItsOriginWhereItHasNoId() {
        assertThat(event(read(new Configs().id("x"), "['null', 'string']", null))
                        .id())
                .isEqualTo("test.events-3@42");
        assertThat(event(read(new Configs().id("x"), "'string'", "")).id()).isEqualTo("test.events-3@42");
        assertThat(event(read(numeric(), "'int'", 1)).id()).isEqualTo("test.events-3@42");
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp-millis, 1500, 1500",
        "local-timestamp-millis, -1500, -1500",
        "timestamp-micros, 1999999, 1999",
        "local-timestamp-micros, -1, -1",
        "timestamp-nanos, 1999999999, 1999",
        "none, 1500, 1500"
    })
    void readsTimesInTheirUnits(String logicalType, long stored, long millis) {
        String type = "{'type': 'long', 'logicalType': '" + logicalType + "'}";

        assertThat(event(read(new Configs().timestamp("x"), type, stored)).timestamp())
                .isEqualTo(millis);
    }

    @Test
    void readsTimesFromDatesAndTexts() {
        Configs configs = new Configs().timestamp("x");

        assertThat(event(read(configs, "{'type': 'int', 'logicalType': 'date'}", 2))
                        .timestamp())
                .isEqualTo(2 * 86_400_000L);
        assertThat(event(read(configs, "'string'", "1970-01-01T00:01")).timestamp())
                .isEqualTo(60_000);
        assertThat(reason(read(configs, "'string'", "yesterday"))).startsWith("field x: yesterday (expected: a time");
        assertThat(reason(read(configs, "'int'", 1))).startsWith("field x: int (expected: long");
    }

    @Test
    void takesTheRecordsTimeWhereTheEventHasNone() {
        assertThat(event(read(new Configs().timestamp("x"), "['null', 'long']", null))
                        .timestamp())
                .isEqualTo(RECORD_TIMESTAMP);
        assertThat(event(read(numeric(), "'int'", 1)).timestamp()).isEqualTo(RECORD_TIMESTAMP);
    }

    @Test
    void rejectsASchemaThatIsNoRecord() {
        Ingested ingested = ReaderPlan.of(numeric().build(), Avro.parse("'string'"), null)
                .read(null, Avro.encode(Avro.parse("'string'"), "a"), 0, ORIGIN, 0);

        assertThat(reason(ingested)).isEqualTo("schema string (expected: a record)");
        assertThat(Objects.requireNonNull(((Rejection) ingested).value())).hasSize(2);
    }
}
