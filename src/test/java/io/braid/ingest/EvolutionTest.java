package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.registry.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The events' schema changes in mid-stream: records of one version and of the next come one after the other. */
class EvolutionTest {
    private static final Origin ORIGIN = new Origin("test.events", 0, 5);
    private static final int RECORDS = 50;
    private static final String ID = "{'name': 'id', 'type': 'int'}";
    private static final String KM = "{'name': 'km', 'type': 'int'}";
    private static final String SPEED = "{'name': 'speed', 'type': 'float'}";
    private static final String ZONE =
            "{'name': 'zone', 'type': {'type': 'enum', 'name': 'Zone', 'symbols': ['inner', 'outer']}}";
    private static final String NOTE = "{'name': 'note', 'type': ['null', 'string'], 'default': null}";
    private static final String DRIVER = "{'name': 'driver', 'type':"
            + " {'type': 'record', 'name': 'Driver', 'fields': [{'name': 'age', 'type': 'int'}]}}";
    private static final String BAND = "{'name': 'band', 'type': 'string'}";
    private static final String TIPPED = "{'name': 'tipped', 'type': 'boolean'}";
    private static final List<String> FIELDS = List.of(ID, KM, SPEED, ZONE, NOTE, DRIVER, BAND, TIPPED);
    private static final Schema FIRST = schema(FIELDS);

    private static final Configs CONFIGS = new Configs()
            .id("id")
            .numeric("km")
            .numeric("speed")
            .categorical("zone")
            .text("note")
            .numeric("driver.age")
            .multiclass("band", "low", "high")
            .binary("tipped");

    /** Changes after which all that is configured has the value that it had before. */
    static Stream<Arguments> compatible() {
        String added = "{'name': 'x', 'type': 'string', 'default': 'x'}";
        return Stream.of(
                Arguments.of("a field is added in front", with(ID, added + ", " + ID)),
                Arguments.of("a field is added at the end", with(TIPPED, TIPPED + ", " + added)),
                Arguments.of("int becomes long", with(KM, KM.replace("int", "long"))),
                Arguments.of("int becomes float", with(KM, KM.replace("int", "float"))),
                Arguments.of("int becomes double", with(KM, KM.replace("int", "double"))),
                Arguments.of("float becomes double", with(SPEED, SPEED.replace("float", "double"))),
                Arguments.of("string becomes bytes", with(BAND, BAND.replace("string", "bytes"))),
                Arguments.of("the id becomes long", with(ID, ID.replace("int", "long"))),
                Arguments.of("a type becomes a union", with(KM, KM.replace("'int'", "['null', 'int']"))),
                Arguments.of("a union has a type more", with(NOTE, NOTE.replace("'string'", "'long', 'string'"))),
                Arguments.of("a union is reordered", with(NOTE, "{'name': 'note', 'type': ['string', 'null']}")),
                Arguments.of("an enum has a symbol more", with(ZONE, ZONE.replace("'inner'", "'airport', 'inner'"))),
                Arguments.of("a feature is renamed", with(KM, renamed(KM, "km", "distance"))),
                Arguments.of("a label is renamed", with(BAND, renamed(BAND, "band", "level"))),
                Arguments.of("the id is renamed", with(ID, renamed(ID, "id", "ride_id"))),
                Arguments.of("a nested field is renamed", with(DRIVER, renamed(DRIVER, "age", "years"))),
                Arguments.of("a nested record is renamed", with(DRIVER, renamed(DRIVER, "driver", "chauffeur"))),
                Arguments.of("a nested record has a field more", with(DRIVER, DRIVER.replace("[", "[" + added + ", "))),
                Arguments.of(
                        "a nested record may be null",
                        with(
                                DRIVER,
                                DRIVER.replace(" {'type': 'record'", "['null', {'type': 'record'")
                                        .replace("]}}", "]}]}"))),
                Arguments.of(
                        "the fields have another order",
                        schema(List.of(TIPPED, DRIVER, BAND, KM, NOTE, ID, SPEED, ZONE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("compatible")
    void readsTheSameEvents(String change, Schema next) throws IOException {
        EventReader reader = reader(next);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < RECORDS; i++) {
            GenericRecord ride = ride(i, random);
            Ingested before = reader.read(null, framed(1, ride), ORIGIN, 0);
            Ingested after = reader.read(null, framed(2, resolved(ride, next)), ORIGIN, 0);

            assertThat(before).isInstanceOf(Event.class);
            assertThat(after)
                    .as(change)
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(before);
        }
    }

    /** What the reason of each rejection begins with, and a change that leads to it. */
    static Stream<Arguments> incompatible() {
        return Stream.of(
                Arguments.of("field km: string (expected: int", with(KM, "{'name': 'km', 'type': 'string'}")),
                Arguments.of(
                        "field zone: array of string (expected: string, enum",
                        with(ZONE, "{'name': 'zone', 'type': {'type': 'array', 'items': 'string'}}")),
                Arguments.of(
                        "field driver: string (expected: a record with age)",
                        with(DRIVER, "{'name': 'driver', 'type': 'string'}")),
                Arguments.of(
                        "field band: map of string (expected: string, enum",
                        with(BAND, "{'name': 'band', 'type': {'type': 'map', 'values': 'string'}}")),
                Arguments.of("field id: double (expected: string, int", with(ID, ID.replace("int", "double"))),
                Arguments.of("field id: not in the schema Ride (expected: ", with(ID, ID.replace("'id'", "'other'"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompatible")
    void rejectsTheRecordsOfTheNextVersionAlone(String reason, Schema next) {
        EventReader reader = reader(next);
        SplittableRandom random = new SplittableRandom(2);

        for (int i = 0; i < RECORDS; i++) {
            GenericRecord ride = ride(i, random);
            Ingested before = reader.read(null, framed(1, ride), ORIGIN, 0);
            Ingested after = reader.read(null, framed(2, converted(ride, next)), ORIGIN, 0);

            assertThat(before).isInstanceOf(Event.class);
            assertThat(after).isInstanceOf(Rejection.class);
            assertThat(((Rejection) after).reason()).startsWith(reason);
        }
    }

    @Test
    void keepsTheIdWhenAnIntegerBecomesAText() {
        Schema next = with(ID, ID.replace("int", "string"));
        GenericRecord ride = ride(42, new SplittableRandom(3));
        GenericRecord later = converted(ride, next);
        later.put("id", "42");
        EventReader reader = reader(next);

        Event before = (Event) reader.read(null, framed(1, ride), ORIGIN, 0);
        Event after = (Event) reader.read(null, framed(2, later), ORIGIN, 0);

        assertThat(after.id()).isEqualTo(before.id()).isEqualTo("42");
    }

    @Test
    void takesRemovedFieldsForMissing() throws IOException {
        Schema next = schema(List.of(ID, SPEED, NOTE, TIPPED));
        GenericRecord ride = ride(1, new SplittableRandom(4));

        Event event = (Event) reader(next).read(null, framed(2, resolved(ride, next)), ORIGIN, 0);

        assertThat(event.numbers()[0]).isNaN();
        assertThat(event.numbers()[1]).isEqualTo((double) (float) ride.get("speed"));
        assertThat(event.texts()[2]).isNull();
        assertThat(event.numbers()[4]).isNaN();
        assertThat(event.labels()[0]).isNaN();
        assertThat(event.labels()[1]).isEqualTo((boolean) ride.get("tipped") ? 1 : 0);
        assertThat(ReaderPlan.of(CONFIGS.build(), next, null).absent()).containsExactly("km", "zone", "driver", "band");
        assertThat(ReaderPlan.of(CONFIGS.build(), FIRST, null).absent()).isEmpty();
    }

    @Test
    void readsANewSymbolAsItIsWritten() {
        Schema next = with(ZONE, ZONE.replace("'outer'", "'outer', 'airport'"));
        GenericRecord ride = converted(ride(1, new SplittableRandom(5)), next);
        ride.put("zone", new GenericData.EnumSymbol(next.getField("zone").schema(), "airport"));

        Event event = (Event) reader(next).read(null, framed(2, ride), ORIGIN, 0);

        assertThat(event.texts()[2]).isEqualTo("airport".getBytes(UTF_8));
    }

    private static EventReader reader(Schema next) {
        return new EventReader(
                CONFIGS.build(), new MemoryRegistry().with(1, FIRST).with(2, next));
    }

    private static Schema schema(List<String> fields) {
        return Avro.parse("{'type': 'record', 'name': 'Ride', 'fields': [" + String.join(", ", fields) + "]}");
    }

    /** The first version with {@code replacement} in the place of one of its fields. */
    private static Schema with(String field, String replacement) {
        return schema(FIELDS.stream()
                .map(each -> each.equals(field) ? replacement : each)
                .toList());
    }

    private static String renamed(String field, String name, String next) {
        return field.replace("'name': '" + name + "'", "'name': '" + next + "', 'aliases': ['" + name + "']");
    }

    private static GenericRecord ride(int id, SplittableRandom random) {
        GenericRecord driver = Avro.record(FIRST.getField("driver").schema(), Map.of("age", random.nextInt(100)));
        Schema zones = FIRST.getField("zone").schema();
        GenericRecord ride = Avro.record(
                FIRST,
                Map.of(
                        "id",
                        id,
                        "km",
                        random.nextInt(1000),
                        "speed",
                        random.nextInt(400) / 4f,
                        "zone",
                        new GenericData.EnumSymbol(zones, random.nextBoolean() ? "inner" : "outer"),
                        "driver",
                        driver,
                        "band",
                        random.nextBoolean() ? "low" : "high",
                        "tipped",
                        random.nextBoolean()));
        ride.put("note", random.nextBoolean() ? "note " + id : null);
        return ride;
    }

    /** {@code record} as Avro itself reads it with the schema {@code next}. */
    private static GenericRecord resolved(GenericRecord record, Schema next) throws IOException {
        byte[] bytes = Avro.encode(record.getSchema(), record);
        return new GenericDatumReader<GenericRecord>(record.getSchema(), next)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    /** A record of {@code next}: with the values of {@code record} where its types are the same, others elsewhere. */
    private static GenericRecord converted(GenericRecord record, Schema next) {
        GenericRecord converted = new GenericData.Record(next);
        for (Schema.Field field : next.getFields()) {
            Schema.Field same = record.getSchema().getField(field.name());
            boolean isSame = same != null && same.schema().equals(field.schema());
            converted.put(field.pos(), isSame ? record.get(field.name()) : other(field.schema()));
        }
        return converted;
    }

    private static Object other(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case INT -> 7;
            case DOUBLE -> 7.0;
            default -> "other";
        };
    }

    private static byte[] framed(int id, GenericRecord record) {
        byte[] body = Avro.encode(record.getSchema(), record);
        byte[] framed = new byte[WireFormat.HEADER + body.length];
        WireFormat.writeHeader(framed, id);
        System.arraycopy(body, 0, framed, WireFormat.HEADER, body.length);
        return framed;
    }
}
