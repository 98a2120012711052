package io.braid.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the fault tests injected and what came of it: one row for each kind of fault, collected over the test classes in
 * {@code target/faults.md}. The plain build injects a few of each kind, {@code mvn -B verify -Pfaults} many.
 */
public final class FaultTable {
    private static final Logger log = LoggerFactory.getLogger(FaultTable.class);
    private static final Path FILE = Path.of("target", "faults.md");
    private static final String HEADER =
            "| fault | times | events | lost | duplicated | hash equal |\n|---|---|---|---|---|---|\n";

    private FaultTable() {}

    /** Whether this is the long form ({@code -Pfaults}). */
    public static boolean full() {
        return Boolean.getBoolean("braid.faults");
    }

    /** How often to inject a fault: {@code few} times in the plain build, {@code many} in the long form. */
    public static int times(int few, int many) {
        return full() ? many : few;
    }

    /** The seed of all that is random in a fault test; {@code -Dbraid.faults.seed} sets another than 1. */
    public static long seed() {
        return Long.getLong("braid.faults.seed", 1);
    }

    /**
     * Notes what came of a fault; the row of the same name, if there is one, is replaced.
     *
     * @param fault what was done, in a few words
     * @param times how often it was done
     * @param events the events that were to be learned meanwhile
     * @param lost how many of them were not learned or not predicted
     * @param duplicated how many of them were predicted more than once
     * @param hashEqual whether the state ended equal to that of an undisturbed run
     */
    public static synchronized void record(
            String fault, long times, long events, long lost, long duplicated, boolean hashEqual) {
        String row = String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %s |",
                fault,
                times,
                events,
                lost,
                duplicated,
                hashEqual ? "yes" : "NO");
        log.info("{}", row);
        try {
            Map<String, String> rows = new LinkedHashMap<>();
            if (Files.exists(FILE)) {
                Files.readAllLines(FILE).stream().skip(2).forEach(line -> rows.put(line.split(" \\| ", 2)[0], line));
            }
            rows.put("| " + fault, row);
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, HEADER + String.join("\n", rows.values()) + "\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
