package io.braid.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has become of mutated inputs: how many of them came to which end, collected in {@code target/fuzz.md}. */
public final class FuzzTable {
    private static final Logger log = LoggerFactory.getLogger(FuzzTable.class);
    private static final Path FILE = Path.of("target", "fuzz.md");
    private static final String HEADING = "## ";

    private final Map<String, Long> ends = new TreeMap<>();
    private long total;

    /** Counts an input that came to {@code end}: accepted, or why not; numbers and quotes in it are taken for the same. */
    public void count(String end) {
        total++;
        ends.merge(end.replaceAll("-?[0-9][0-9.E,]*", "N"), 1L, Long::sum);
    }

    /** How many were counted. */
    public long total() {
        return total;
    }

    /** Writes the counts of {@code inputs}, which replace those of before. */
    public void write(String inputs, long seed) {
        String counts = ends.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(end ->
                        String.format(Locale.ROOT, "| %s | %,d |", end.getKey().replace("|", "\\|"), end.getValue()))
                .collect(Collectors.joining("\n"));
        String section =
                String.format(Locale.ROOT, "%s%n%n%,d, seed %d%n%n| end | times |%n|---|---|%n", inputs, total, seed)
                        + counts + "\n\n";
        log.info("{}", section);
        try {
            Map<String, String> sections = new TreeMap<>();
            if (Files.exists(FILE)) {
                for (String before : Files.readString(FILE).split("(?m)^" + HEADING, -1)) {
                    sections.put(before.lines().findFirst().orElse(""), before);
                }
            }
            sections.put(inputs, section);
            sections.remove("");
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, HEADING + String.join(HEADING, sections.values()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
