package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.registry.RegistryException;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Framing, the registry, and the evolution of schemas. */
class EventReaderTest {
    private static final Origin ORIGIN = new Origin("test.events", 0, 5);
    private static final Schema INT = Avro.recordOf("'int'");

    private static byte[] framed(int id, byte[] body) {
        byte[] framed = new byte[WireFormat.HEADER + body.length];
        WireFormat.writeHeader(framed, id);
        System.arraycopy(body, 0, framed, WireFormat.HEADER, body.length);
        return framed;
    }

    private static byte[] event(int x) {
        return framed(7, Avro.encode(INT, Avro.record(INT, Map.of("x", x))));
    }

    private static EventReader reader(MemoryRegistry registry) {
        return new EventReader(new Configs().numeric("x").build(), registry);
    }

    private static Rejection rejection(EventReader reader, byte @Nullable [] value) {
        Ingested ingested = reader.read(new byte[] {1}, value, ORIGIN, 0);
        assertThat(ingested).isInstanceOf(Rejection.class);
        return (Rejection) ingested;
    }

    @Test
    void readsAFramedRecord() {
        byte[] key = {1, 2};

        Event event = (Event) reader(new MemoryRegistry().with(7, INT)).read(key, event(3), ORIGIN, 99);

        assertThat(event.numbers()).containsExactly(3);
        assertThat(event.key()).isSameAs(key);
        assertThat(event.timestamp()).isEqualTo(99);
        assertThat(event.id()).isEqualTo("test.events-0@5");
    }

    @Test
    void asksTheRegistryOncePerSchema() {
        MemoryRegistry registry = new MemoryRegistry().with(7, INT).with(8, INT);
        EventReader reader = reader(registry);

        for (int i = 0; i < 10; i++) {
            reader.read(null, event(i), ORIGIN, 0);
            reader.read(null, framed(8, Avro.encode(INT, Avro.record(INT, Map.of("x", i)))), ORIGIN, 0);
        }

        assertThat(registry.asked()).isEqualTo(2);
    }

    @Test
    void rejectsWithTheOriginalBytes() {
        byte[] value = {0, 0, 0, 0, 7};

        Rejection rejection = rejection(reader(new MemoryRegistry().with(7, INT)), value);

        assertThat(rejection.value()).isSameAs(value);
        assertThat(rejection.key()).containsExactly(1);
        assertThat(rejection.origin()).isEqualTo(ORIGIN);
        assertThat(rejection.reason()).startsWith("malformed Avro at byte 5: the record ends");
    }

    @Test
    void rejectsWhatIsNotFramed() {
        EventReader reader = reader(new MemoryRegistry().with(7, INT));

        assertThat(rejection(reader, null).reason()).isEqualTo("no value (expected: an Avro record)");
        assertThat(rejection(reader, new byte[0]).reason()).startsWith("0 bytes (expected: at least 5");
        assertThat(rejection(reader, new byte[4]).reason()).startsWith("4 bytes (expected: at least 5");
        assertThat(rejection(reader, "{\"x\": 1}".getBytes(StandardCharsets.UTF_8))
                        .reason())
                .startsWith("first byte 123 (expected: 0");
    }

    @Test
    void rejectsAnUnknownSchema() {
        assertThat(rejection(reader(new MemoryRegistry()), event(1)).reason()).startsWith("schema id 7 (expected: ");
    }

    @Test
    void readsASchemaThatBecomesKnownLater() {
        MemoryRegistry registry = new MemoryRegistry();
        EventReader reader = reader(registry);
        rejection(reader, event(1));

        registry.with(7, INT);

        assertThat(reader.read(null, event(1), ORIGIN, 0)).isInstanceOf(Event.class);
    }

    @Test
    void doesNotRejectWhenTheRegistryIsDown() {
        MemoryRegistry registry = new MemoryRegistry().with(7, INT);
        registry.down();
        EventReader reader = reader(registry);

        assertThatThrownBy(() -> reader.read(null, event(1), ORIGIN, 0))
                .isInstanceOf(RegistryException.class)
                .hasMessage("registry down");
    }

    @Test
    void rejectsBytesAfterTheRecord() {
        byte[] longer = Arrays.copyOf(event(1), event(1).length + 2);

        assertThat(rejection(reader(new MemoryRegistry().with(7, INT)), longer).reason())
                .contains("2 bytes after the record (expected: none)");
    }

    @Test
    void findsRenamedFieldsAndDefaultsInTheReadersSchema(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.avsc"), """
            {"type": "record", "name": "Event", "fields": [
              {"name": "distance_km", "type": "double", "aliases": ["distance"]},
              {"name": "carrier", "type": ["null", "string"], "default": null},
              {"name": "gates", "type": "int", "default": 4},
              {"name": "kind", "type": ["string", "null"], "default": "cargo"},
              {"name": "from", "type": {"type": "record", "name": "Place", "fields": [
                {"name": "city", "type": "string", "aliases": ["town"]},
                {"name": "height", "type": "float", "default": 1.5}]}},
              {"name": "to", "type": "Place", "default": {"city": "Bern", "height": 540}}]}
            """);
        Schema writer = Avro.parse("{'type': 'record', 'name': 'Event', 'fields': ["
                + "{'name': 'distance', 'type': 'double'},"
                + "{'name': 'from', 'type': ['null', {'type': 'record', 'name': 'Place', 'fields': ["
                + "{'name': 'town', 'type': 'string'}]}]}]}");
        Configs configs = new Configs()
                .schema(file)
                .numeric("distance_km")
                .numeric("distance")
                .numeric("gates")
                .numeric("from.height")
                .numeric("to.height")
                .categorical("carrier")
                .categorical("kind")
                .categorical("from.city");
        Schema place = writer.getField("from").schema().getTypes().get(1);
        byte[] body = Avro.encode(
                writer,
                Avro.record(writer, Map.of("distance", 12.5, "from", Avro.record(place, Map.of("town", "Ulm")))));
        byte[] withoutFrom = Avro.encode(writer, Avro.record(writer, Map.of("distance", 12.5)));
        EventReader reader = new EventReader(configs.build(), new MemoryRegistry().with(1, writer));

        Event event = (Event) reader.read(null, framed(1, body), ORIGIN, 0);
        Event without = (Event) reader.read(null, framed(1, withoutFrom), ORIGIN, 0);

        assertThat(Arrays.copyOf(event.numbers(), 5)).containsExactly(12.5, 12.5, 4, 1.5, 540);
        assertThat(texts(event)).containsExactly("", "cargo", "Ulm");
        assertThat(Arrays.copyOf(without.numbers(), 5)).containsExactly(12.5, 12.5, 4, Double.NaN, 540);
        assertThat(texts(without)).containsExactly("", "cargo", "");
    }

    private static List<String> texts(Event event) {
        return Arrays.stream(event.texts())
                .skip(5)
                .map(text -> text == null ? "" : new String(text, StandardCharsets.UTF_8))
                .toList();
    }
}
