package io.braid.examples;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An example that comes with Braid: a configuration, the schema of its events, and rows. */
public enum Example {
    /** A week of real domestic flights in the United States: how late does each arrive? */
    FLIGHTS(113_493) {
        @Override
        Stream<String> lines(int count) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Resource.open("flights/flights.csv.gz")), StandardCharsets.UTF_8));
            return in.lines().limit(count + 1L).onClose(() -> close(in));
        }
    },

    /** Invented patients with a known truth: age, disease and admission from measurements. */
    PATIENTS(20_000) {
        @Override
        Stream<String> lines(int count) {
            return Stream.concat(Stream.of(PatientGenerator.HEADER), PatientGenerator.rows(SEED, count));
        }
    },

    /** Invented reviews with a known truth: topic and sentiment from text. */
    REVIEWS(20_000) {
        @Override
        Stream<String> lines(int count) {
            return Stream.concat(Stream.of(ReviewGenerator.HEADER), ReviewGenerator.rows(SEED, count));
        }
    };

    /** The seed of the generated examples. */
    public static final long SEED = 7;

    private final int events;

    Example(int events) {
        this.events = events;
    }

    /** The header and {@code count} rows, fewer where a recording ends before. */
    abstract Stream<String> lines(int count) throws IOException;

    /**
     * The example of this name.
     *
     * @throws IllegalArgumentException when there is none; its message lists those that there are
     */
    public static Example named(String name) {
        for (Example example : values()) {
            if (example.title().equals(name)) {
                return example;
            }
        }
        throw new IllegalArgumentException("example: " + name + " (expected: "
                + Arrays.stream(values()).map(Example::title).collect(Collectors.joining(", ")) + suggestion(name)
                + ")");
    }

    /** The name by which a user asks for it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many rows {@link #writeTo(Path)} writes. */
    public int events() {
        return events;
    }

    /** The configuration, which refers to {@code events.avsc} beside itself and to Kafka and a registry on this machine. */
    public String config() {
        return Resource.text(title() + "/config.yaml");
    }

    /** The Avro schema of the events, as JSON. */
    public String schema() {
        return Resource.text(title() + "/events.avsc");
    }

    /** The file of the rows in {@code directory}. */
    public Path data(Path directory) {
        return directory.resolve(title() + ".csv.gz");
    }

    /**
     * Writes the example as files: {@code config.yaml}, {@code events.avsc} and the rows, {@link #data}. Files of these names are
     * replaced, and the directory is made where it is missing.
     */
    public void writeTo(Path directory) throws IOException {
        writeTo(directory, events);
    }

    /**
     * Writes the example with another number of rows. The flights are a recording: they end after {@link #events()}.
     *
     * @param events how many rows at most, from 0
     */
    public void writeTo(Path directory, int events) throws IOException {
        if (events < 0) {
            throw new IllegalArgumentException("events: " + events + " (expected: an integer from 0)");
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.yaml"), config());
        Files.writeString(directory.resolve("events.avsc"), schema());
        try (Stream<String> rows = lines(events);
                Writer out = new BufferedWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(data(directory))), StandardCharsets.UTF_8))) {
            for (Iterator<String> each = rows.iterator(); each.hasNext(); ) {
                out.append(each.next()).append('\n');
            }
        }
    }

    private static void close(BufferedReader in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The three names begin with different letters, so the first letter tells which one a misspelt name means. */
    private static String suggestion(String name) {
        return Arrays.stream(values())
                .map(Example::title)
                .filter(title -> !name.isBlank()
                        && title.charAt(0) == Character.toLowerCase(name.strip().charAt(0)))
                .map(title -> "; did you mean " + title + "?")
                .findFirst()
                .orElse("");
    }
}
