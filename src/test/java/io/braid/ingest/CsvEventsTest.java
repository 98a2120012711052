package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a CSV file to events, and that the way over Kafka gives the same. */
class CsvEventsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private static List<Ingested> events(BraidConfig config, Path data) {
        List<Ingested> all = new ArrayList<>();
        try (CsvEvents events = CsvEvents.open(config, data)) {
            for (Ingested next = events.next(); next != null; next = events.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static @Nullable String text(Event event, int slot) {
        byte[] text = event.texts()[slot];
        return text == null ? null : new String(text, UTF_8);
    }

    @Test
    void readsRowsAsEvents() throws IOException {
        Path data = file("id,when,distance,carrier,late,unused\ne1,1970-01-01T00:00:01,2.5,DL,1,?\ne2,,,,,\n");
        Configs configs = new Configs()
                .id("id")
                .timestamp("when")
                .numeric("distance")
                .categorical("carrier")
                .binary("late");

        List<Ingested> events = events(configs.build(), data);

        assertThat(events).hasSize(2);
        Event first = (Event) events.get(0);
        assertThat(first.id()).isEqualTo("e1");
        assertThat(first.key()).isEqualTo("e1".getBytes(UTF_8));
        assertThat(first.timestamp()).isEqualTo(1_000);
        assertThat(first.numbers()[0]).isEqualTo(2.5);
        assertThat(text(first, 1)).isEqualTo("DL");
        assertThat(first.labels()).containsExactly(1);
        Event second = (Event) events.get(1);
        assertThat(second.timestamp()).isEqualTo(1);
        assertThat(second.numbers()[0]).isNaN();
        assertThat(text(second, 1)).isNull();
        assertThat(second.labels()).containsExactly(Double.NaN);
    }

    @Test
    void namesEventsByFileAndRowWhereThereIsNoId() throws IOException {
        List<Ingested> events = events(new Configs().numeric("x").build(), file("x\n1\n2\n"));

        assertThat(events).extracting(event -> ((Event) event).id()).containsExactly("rows.csv-0@0", "rows.csv-0@1");
        assertThat(((Event) events.get(0)).key()).isNull();
    }

    @Test
    void readsQuotesNewlinesAndAByteOrderMark() throws IOException {
        Path data = file("\uFEFFwords,x\r\n\"one, \"\"two\"\"\nthree\",1\r\n\r\nplain,2");

        List<Ingested> events = events(new Configs().text("words").numeric("x").build(), data);

        assertThat(events).extracting(event -> text((Event) event, 0)).containsExactly("one, \"two\"\nthree", "plain");
        assertThat(CsvRecords.count(data)).isEqualTo(2);
    }

    @Test
    void readsGzipWhateverItsName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("\uFEFFx\n1\n2\n3\n".getBytes(UTF_8));
        }
        Path data = Files.write(folder.resolve("rows.data"), bytes.toByteArray());

        List<Ingested> events = events(new Configs().numeric("x").build(), data);

        assertThat(events).extracting(event -> ((Event) event).numbers()[0]).containsExactly(1.0, 2.0, 3.0);
        assertThat(CsvRecords.count(data)).isEqualTo(3);
    }

    @Test
    void rejectsBadRowsWithTheirTextAndGoesOn() throws IOException {
        Path data = file("x,y\n1\n1,2,3\nabc,\"a\"\"b\"\nNaN,ok\n5,ok\n");

        List<Ingested> events =
                events(new Configs().numeric("x").categorical("y").build(), data);

        assertThat(events).hasSize(5);
        assertThat(events.subList(0, 4))
                .extracting(event -> ((Rejection) event).reason())
                .containsExactly(
                        "1 cells (expected: 2, as many as the header has)",
                        "3 cells (expected: 2, as many as the header has)",
                        "column x: abc (expected: a number)",
                        "field x: NaN (expected: a finite number up to 3.4028235E38)");
        assertThat(events.subList(0, 4))
                .extracting(event -> new String(((Rejection) event).value(), UTF_8))
                .containsExactly("1", "1,2,3", "abc,\"a\"\"b\"", "NaN,ok");
        assertThat(((Rejection) events.get(3)).origin()).isEqualTo(new Origin("rows.csv", 0, 3));
        assertThat(events.get(4)).isInstanceOf(Event.class);
    }

    @Test
    void takesAColumnThatIsNotThereForMissingValues() throws IOException {
        Configs configs =
                new Configs().numeric("x").numeric("absent").vector("pixels", 3).binary("late");

        Event event = (Event) events(configs.build(), file("x\n1\n")).get(0);

        assertThat(event.numbers()).startsWith(1, Double.NaN);
        assertThat(event.vectors()[2]).isNull();
        assertThat(event.labels()).containsExactly(Double.NaN);
    }

    @Test
    void refusesFilesThatDoNotFit() throws IOException {
        Path data = file("a,b\n1,2\n");
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path truncated = Files.write(folder.resolve("x.gz"), new byte[] {0x1f, (byte) 0x8b, 8});

        assertThatThrownBy(
                        () -> events(new Configs().numeric("x").vector("p", 2).build(), data))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv: columns a, b (expected: at least one of the features' x, p)");
        assertThatThrownBy(() -> events(new Configs().id("key").numeric("a").build(), data))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv: columns a, b (expected: the id's, key, among them)");
        assertThatThrownBy(() -> events(new Configs().numeric("a").build(), empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no header");
        assertThatThrownBy(() -> events(new Configs().numeric("a").build(), folder.resolve("none.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> events(new Configs().numeric("a").build(), truncated))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x.gz");
        assertThat(CsvRecords.count(empty)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesTheSameEventsAsTheWayOverKafka(long seed) throws IOException {
        BraidConfig config = new Configs()
                .id("id")
                .timestamp("when")
                .numeric("a.x")
                .numeric("n")
                .categorical("c")
                .text("t")
                .vector("p", 3)
                .binary("b")
                .multiclass("m", "one", "two")
                .regression("r")
                .build();
        Path data = file(randomRows(new SplittableRandom(seed)));
        Schema schema = EventSchema.of(config);
        EventReader reader = new EventReader(config, new MemoryRegistry().with(1, schema));
        List<Ingested> replayed = events(config, data);

        int row = 0;
        try (CsvRecords records = CsvRecords.open(config, schema, data)) {
            for (CsvRow next = records.next(); next != null; next = records.next(), row++) {
                String place = "seed " + seed + ", row " + row;
                if (next instanceof EncodedRow encoded) {
                    Ingested read = reader.read(encoded.key(), framed(encoded.body()), encoded.origin(), row);
                    assertThat(shown(read)).as(place).isEqualTo(shown(replayed.get(row)));
                } else {
                    assertThat(shown((Rejection) next)).as(place).isEqualTo(shown(replayed.get(row)));
                }
            }
        }

        assertThat(row).isEqualTo(300);
        assertThat(replayed.stream().filter(Event.class::isInstance).count()).isBetween(50L, 290L);
    }

    private static String shown(Ingested ingested) {
        if (ingested instanceof Event event) {
            return String.join(
                    "|",
                    Arrays.toString(event.key()),
                    event.id(),
                    Long.toString(event.timestamp()),
                    Arrays.toString(event.numbers()),
                    Arrays.deepToString(event.texts()),
                    Arrays.deepToString(event.vectors()),
                    Arrays.toString(event.labels()));
        }
        Rejection rejection = (Rejection) ingested;
        return rejection.reason() + "|" + Arrays.toString(rejection.key()) + "|" + rejection.origin();
    }

    private static byte[] framed(byte[] body) {
        byte[] framed = new byte[WireFormat.HEADER + body.length];
        WireFormat.writeHeader(framed, 1);
        System.arraycopy(body, 0, framed, WireFormat.HEADER, body.length);
        return framed;
    }

    private static String randomRows(SplittableRandom random) {
        StringBuilder rows = new StringBuilder("id,when,a.x,n,c,t,p0,p1,p2,b,m,r\n");
        for (int i = 0; i < 300; i++) {
            boolean hasVector = random.nextBoolean();
            rows.append(i).append(',').append(one(random, "", "2001-01-31", "2001-01-31 05:06:07", "5"));
            rows.append(',').append(one(random, "", "NaN", "1e39", "2", Double.toString(random.nextDouble())));
            rows.append(',').append(random.nextInt(1000)).append(',').append(one(random, "", "a", "b"));
            rows.append(',').append(one(random, "", "some words", "\"quoted, words\""));
            for (int j = 0; j < 3; j++) {
                rows.append(',').append(hasVector ? Float.toString((float) random.nextDouble()) : "");
            }
            rows.append(',').append(one(random, "", "0", "1", "true", "1", "0"));
            rows.append(',').append(one(random, "", "one", "two", "one", "two", "three"));
            rows.append(',').append(one(random, "", "-3.5", "4", "5", "6", "x")).append('\n');
        }
        return rows.toString();
    }

    private static String one(SplittableRandom random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
