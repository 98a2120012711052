package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** The tables of docs/quality.md, each between a line that names it and a line that ends it. */
final class QualityDocs {
    private static final Path FILE = Path.of("docs", "quality.md");

    private QualityDocs() {}

    /** Whether the tables are to be written anew. */
    static boolean update() {
        return Boolean.getBoolean("braid.docs.update");
    }

    /** The table called {@code name}. */
    static String table(String name) throws IOException {
        String text = Files.readString(FILE);
        return text.substring(start(text, name), text.indexOf(end(name)));
    }

    /** Replaces the table called {@code name}. */
    static void write(String name, String table) throws IOException {
        String text = Files.readString(FILE);
        Files.writeString(
                FILE,
                text.substring(0, start(text, name)) + table + "\n" + measured() + "\n"
                        + text.substring(text.indexOf(end(name))));
    }

    private static int start(String text, String name) {
        String begin = "<!-- " + name + ": generated, see below -->\n";
        assertThat(text).contains(begin, end(name));
        return text.indexOf(begin) + begin.length();
    }

    private static String end(String name) {
        return "<!-- end of " + name + " -->";
    }

    private static String measured() throws IOException {
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, Java " + System.getProperty("java.version")
                + ".\n";
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
