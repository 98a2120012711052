package io.braid.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Subjects, their versions, ids and compatibility levels: the state that the registry's entries add up to.
 *
 * <p>A change is first handed to the log and counts once that returns. When the log fails, its entry may or may not
 * have been kept; the id that it used isn't used again. Safe for use by several threads.
 */
final class RegistryStore {

    private final Consumer<RegistryEntry> log;
    private final TreeMap<String, TreeMap<Integer, RegistryEntry.Version>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;
    private int lastId;

    /**
     * A store of what was kept before.
     *
     * @param kept the log's entries, oldest first
     * @param log keeps a further entry before it returns, or throws
     */
    RegistryStore(Collection<RegistryEntry> kept, Consumer<RegistryEntry> log) {
        this.log = log;
        kept.forEach(this::apply);
    }

    /** The schema with {@code id}; deleting versions doesn't take it away. */
    synchronized String schema(int id) {
        String schema = schemas.get(id);
        if (schema == null) {
            throw RegistryError.schemaNotFound("Schema " + id);
        }
        return schema;
    }

    /** The versions, of all subjects, that hold the schema with {@code id}. */
    synchronized List<RegistryEntry.Version> versionsOf(int id) {
        schema(id);
        return subjects.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(version -> version.id() == id && !version.deleted())
                .toList();
    }

    /** The subjects, in alphabetical order. */
    synchronized List<String> subjects(boolean withDeleted) {
        return subjects.keySet().stream()
                .filter(subject -> !kept(subject, withDeleted).isEmpty())
                .toList();
    }

    /** The versions of {@code subject}, oldest first, at least one. */
    synchronized List<RegistryEntry.Version> versions(String subject, boolean withDeleted) {
        List<RegistryEntry.Version> versions = kept(subject, withDeleted);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    /** The version of {@code subject} that {@code name} names: a number or {@code latest}. */
    synchronized RegistryEntry.Version version(String subject, String name, boolean withDeleted) {
        List<RegistryEntry.Version> versions = versions(subject, withDeleted);
        if (name.equals("latest") || name.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        int number = versionNumber(name);
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(number));
    }

    /** The version of {@code subject} that holds {@code schema}, the newest when several do. */
    synchronized RegistryEntry.Version lookUp(String subject, Schema schema, boolean withDeleted) {
        return holding(versions(subject, withDeleted), schema)
                .orElseThrow(() -> RegistryError.schemaNotFound("Schema"));
    }

    /** Makes {@code schema} a version of {@code subject} unless it is one; its id. */
    synchronized int register(String subject, Schema schema) {
        List<RegistryEntry.Version> versions = kept(subject, false);
        Optional<RegistryEntry.Version> registered = holding(versions, schema);
        if (registered.isPresent()) {
            return registered.get().id();
        }
        CompatibilityLevel level = level(subject);
        List<String> problems = level.problems(schema, parsed(versions));
        if (!problems.isEmpty()) {
            throw RegistryError.incompatible(subject, level, problems);
        }
        String text = schema.toString();
        Integer known = ids.get(text);
        int id = known == null ? ++lastId : known;
        int next = subjects.containsKey(subject) ? subjects.get(subject).lastKey() + 1 : 1;
        keep(new RegistryEntry.Version(subject, next, id, text, false));
        return id;
    }

    /** What forbids {@code schema} after the version that {@code name} names, at the subject's level. */
    synchronized List<String> problems(String subject, String name, Schema schema) {
        return level(subject).problems(schema, parsed(List.of(version(subject, name, false))));
    }

    /** What forbids {@code schema} as the next version of {@code subject}, at the subject's level. */
    synchronized List<String> problems(String subject, Schema schema) {
        return level(subject).problems(schema, parsed(kept(subject, false)));
    }

    /** Hides every version of {@code subject}; their numbers. */
    synchronized List<Integer> delete(String subject) {
        if (kept(subject, false).isEmpty() && subjects.containsKey(subject)) {
            throw RegistryError.subjectDeleted(subject);
        }
        List<RegistryEntry.Version> versions = versions(subject, false);
        versions.forEach(version -> keep(version.asDeleted()));
        return versions.stream().map(RegistryEntry.Version::version).toList();
    }

    /** Hides one version of {@code subject}; its number. */
    synchronized int delete(String subject, String name) {
        boolean numbered = !name.equals("latest") && !name.equals("-1");
        RegistryEntry.Version version = version(subject, name, numbered);
        if (version.deleted()) {
            throw RegistryError.versionDeleted(subject, version.version());
        }
        keep(version.asDeleted());
        return version.version();
    }

    /** The level of subjects that have none of their own. */
    synchronized CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    /** The level that {@code subject} was given itself. */
    synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** Sets a level. */
    synchronized void keepLevel(RegistryEntry.Level level) {
        keep(level);
    }

    private CompatibilityLevel level(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    private List<RegistryEntry.Version> kept(String subject, boolean withDeleted) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    private static Optional<RegistryEntry.Version> holding(List<RegistryEntry.Version> versions, Schema schema) {
        List<RegistryEntry.Version> newestFirst = new ArrayList<>(versions);
        Collections.reverse(newestFirst);
        String text = schema.toString();
        return newestFirst.stream()
                .filter(version -> version.schema().equals(text))
                .findFirst();
    }

    private static List<Schema> parsed(List<RegistryEntry.Version> versions) {
        return versions.stream()
                .map(version -> new Schema.Parser().parse(version.schema()))
                .toList();
    }

    private static int versionNumber(String name) {
        try {
            int number = Integer.parseInt(name);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw RegistryError.invalidVersion(name);
        }
        throw RegistryError.invalidVersion(name);
    }

    private void keep(RegistryEntry entry) {
        log.accept(entry);
        apply(entry);
    }

    private void apply(RegistryEntry entry) {
        if (entry instanceof RegistryEntry.Version version) {
            subjects.computeIfAbsent(version.subject(), subject -> new TreeMap<>())
                    .put(version.version(), version);
            schemas.put(version.id(), version.schema());
            ids.put(version.schema(), version.id());
            lastId = Math.max(lastId, version.id());
        } else if (entry instanceof RegistryEntry.Level level) {
            if (level.subject() == null) {
                globalLevel = level.level();
            } else {
                levels.put(level.subject(), level.level());
            }
        }
    }
}
