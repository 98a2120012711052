package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.examples.Example;
import io.braid.faults.FaultTable;
import io.braid.faults.FuzzTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of whatever file is an event or a rejection, until the file ends or a reason says why not further. */
class CsvFuzzTest {
    private static final long SEED = FaultTable.seed();
    private static final int FILES = FaultTable.times(1_000, 40_000);
    private static final int ROWS = 12;

    private static final List<byte[]> PIECES = Stream.of(
                    "\"",
                    "\"\"",
                    ",",
                    ",,",
                    "\n",
                    "\r",
                    "\r\n",
                    "\n\n",
                    "\0",
                    "\ufeff",
                    ";",
                    "\t",
                    " ",
                    "-",
                    "1e999",
                    "NaN",
                    "0x1p3",
                    "9".repeat(1_200),
                    "1e999999999",
                    "2001-13-45",
                    "\ud83d\ude00",
                    "'",
                    "#",
                    "\u2028")
            .map(piece -> piece.getBytes(UTF_8))
            .toList();

    /** What UTF-8 has no place for. */
    private static final byte[] NO_UTF8 = {(byte) 0xc0, (byte) 0x80, (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Path data;

    @BeforeEach
    void name() {
        data = directory.resolve("mutated.csv");
    }

    @ParameterizedTest
    @EnumSource(Example.class)
    @Timeout(600)
    void everyRowIsAnEventOrARejection(Example example) throws IOException {
        example.writeTo(directory, ROWS);
        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));
        byte[] packed = Files.readAllBytes(example.data(directory));
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        SplittableRandom random = new SplittableRandom(SEED);
        Mutations mutations = new Mutations(
                random, Stream.concat(PIECES.stream(), Stream.of(NO_UTF8)).toList());
        FuzzTable ends = new FuzzTable();
        for (int i = 0; i < FILES; i++) {
            boolean isPacked = random.nextInt(8) == 0;
            Files.write(data, mutations.of(isPacked ? packed : plain, List.of(plain, packed)));

            read(config, "seed " + SEED + ", file " + i, ends);
        }
        ends.write("rows of " + example.title(), SEED);
        assertThat(ends.total()).isGreaterThan(FILES);
    }

    private void read(BraidConfig config, String description, FuzzTable ends) {
        try (CsvEvents events = CsvEvents.open(config, data)) {
            long row = 0;
            for (Ingested next = events.next(); next != null; next = events.next()) {
                if (next instanceof Rejection rejection) {
                    assertThat(rejection.reason()).as(description).isNotBlank();
                    assertThat(rejection.value()).as(description).isNotNull();
                    assertThat(rejection.origin().offset()).as(description).isEqualTo(row);
                    ends.count(end(rejection.reason()));
                } else {
                    ends.count("an event");
                }
                row++;
            }
        } catch (DataException refusal) {
            assertThat(refusal.getMessage())
                    .as(description)
                    .contains("mutated.csv")
                    .contains("(expected: ");
            ends.count("the file: " + end(String.valueOf(refusal.getMessage())));
        }
    }

    /** What was expected, and not what came instead. */
    private static String end(String reason) {
        return "not " + reason.substring(reason.lastIndexOf("(expected: ") + "(expected: ".length());
    }

    @Test
    @Timeout(120)
    void aCellWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("x\n1\n\"".getBytes(UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        }
        Files.write(data, packed.toByteArray());

        try (CsvEvents events = CsvEvents.open(new Configs().numeric("x").build(), data)) {
            assertThat(events.next()).isInstanceOf(Event.class);
            assertThatThrownBy(events::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("mutated.csv, row 2: ");
        }
    }

    @Test
    @Timeout(60)
    void aNumberOfAMillionDigitsIsNoNumberAtOnce() throws IOException {
        Files.writeString(data, "x\n" + "9".repeat(1_000_000) + "\n1\n");
        Path schema = Files.writeString(
                directory.resolve("x.avsc"), Avro.recordOf("'long'").toString());

        try (CsvEvents events =
                CsvEvents.open(new Configs().numeric("x").schema(schema).build(), data)) {
            assertThat(events.next()).isInstanceOf(Rejection.class);
            assertThat(events.next()).isInstanceOf(Event.class);
        }
    }

    @Test
    void namesTheFeaturesThatNoColumnHolds() throws IOException {
        Files.writeString(data, "x\n1\n");
        BraidConfig config =
                new Configs().numeric("x").numeric("y").vector("z", 2).build();

        try (CsvEvents events = CsvEvents.open(config, data)) {
            assertThat(events.missing()).containsExactly("y", "z");
        }
    }

    @Test
    void refusesASchemaThatContainsItselfWithoutAnEnd() throws IOException {
        Files.writeString(data, "x\n1\n");
        Path schema = Files.writeString(
                directory.resolve("x.avsc"),
                Avro.parse("{'type': 'record', 'name': 'E', 'fields': [{'name': 'x', 'type': 'long'}, {'name':"
                                + " 'e', 'type': 'E'}]}")
                        .toString());

        assertThatThrownBy(() ->
                        CsvEvents.open(new Configs().numeric("x").schema(schema).build(), data))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no record that always contains itself");
    }
}
