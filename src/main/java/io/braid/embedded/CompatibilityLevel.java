package io.braid.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What a new version of a subject must be able to do with the earlier ones.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html">schema evolution</a>
 */
enum CompatibilityLevel {
    /** Anything goes. */
    NONE(false, false, false),
    /** It reads what the newest version wrote. */
    BACKWARD(true, false, false),
    /** It reads what any version wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The newest version reads what it writes. */
    FORWARD(false, true, false),
    /** Every version reads what it writes. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both ways with the newest version. */
    FULL(true, true, false),
    /** Both ways with every version. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOlder;
    private final boolean readByOlder;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOlder, boolean readByOlder, boolean transitive) {
        this.readsOlder = readsOlder;
        this.readByOlder = readByOlder;
        this.transitive = transitive;
    }

    /**
     * The level called {@code name}, in either case.
     *
     * @throws RegistryError 42203 when there is none
     */
    static CompatibilityLevel named(String name) {
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        throw RegistryError.invalidLevel(name);
    }

    /**
     * What forbids {@code candidate} after {@code versions}.
     *
     * @param versions the subject's schemas, oldest first
     * @return a sentence for each problem; empty when it is compatible
     */
    List<String> problems(Schema candidate, List<Schema> versions) {
        List<Schema> compared =
                transitive ? versions : versions.subList(Math.max(0, versions.size() - 1), versions.size());
        List<String> problems = new ArrayList<>();
        for (Schema version : compared) {
            if (readsOlder) {
                addProblems("the new schema can't read the earlier one", candidate, version, problems);
            }
            if (readByOlder) {
                addProblems("the earlier schema can't read the new one", version, candidate, problems);
            }
        }
        return problems;
    }

    private static void addProblems(String what, Schema reader, Schema writer, List<String> problems) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        for (Incompatibility problem : result.getIncompatibilities()) {
            problems.add(
                    what + ": " + problem.getType() + " at " + problem.getLocation() + ": " + problem.getMessage());
        }
    }
}
