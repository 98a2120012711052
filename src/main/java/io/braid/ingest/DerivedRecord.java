package io.braid.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A record's schema in the making, from the fields that the configuration reads; all of them are nullable. */
final class DerivedRecord {
    /** What a field must be able to hold. */
    enum Kind {
        /** A number. */
        NUMBER,
        /** A text, or a number that stands for one. */
        CATEGORY,
        /** A text. */
        TEXT,
        /** An array of numbers. */
        VECTOR;

        /** The kind that serves both, or null where there is none. */
        @Nullable
        Kind and(Kind other) {
            if (this == other || (other == CATEGORY && this != VECTOR)) {
                return this;
            }
            return this == CATEGORY && other != VECTOR ? other : null;
        }

        private Schema schema() {
            return switch (this) {
                case NUMBER -> Schema.create(Schema.Type.DOUBLE);
                case CATEGORY, TEXT -> Schema.create(Schema.Type.STRING);
                case VECTOR -> Schema.createArray(Schema.create(Schema.Type.DOUBLE));
            };
        }
    }

    private final String name;
    private final String documentation;
    private final Map<String, DerivedRecord> records = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<String, String> documentations = new LinkedHashMap<>();

    /** An empty record of that name; {@code documentation} says what it is. */
    DerivedRecord(String name, String documentation) {
        this.name = name;
        this.documentation = documentation;
    }

    /**
     * Adds the field at {@code path}, or a use of a field that is there.
     *
     * @throws DataException when the field can't serve all its uses
     */
    void add(String path, Kind kind, String documentation) {
        List<String> names = FieldPath.names(path);
        DerivedRecord record = this;
        for (String outer : names.subList(0, names.size() - 1)) {
            record = record.records.computeIfAbsent(
                    outer, absent -> new DerivedRecord(outer, "Fields of " + outer + "."));
        }
        String field = names.get(names.size() - 1);
        Kind before = record.kinds.getOrDefault(field, kind);
        Kind both = before.and(kind);
        if (both == null) {
            throw conflict(path, before + " and " + kind);
        }
        record.kinds.put(field, both);
        record.documentations.merge(field, documentation, (first, second) -> first + " " + second);
    }

    /** The schema in {@code namespace}; nested records lie in a namespace named after the one around them. */
    Schema schema(String namespace) {
        List<Schema.Field> fields = new ArrayList<>();
        kinds.forEach((field, kind) -> {
            if (records.containsKey(field)) {
                throw conflict(field, kind + " and a record");
            }
            fields.add(nullable(field, kind.schema(), documentations.getOrDefault(field, "")));
        });
        records.forEach((field, record) ->
                fields.add(nullable(field, record.schema(namespace + "." + name), record.documentation)));
        return Schema.createRecord(name, documentation, namespace, false, fields);
    }

    private static Schema.Field nullable(String name, Schema schema, String documentation) {
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
        return new Schema.Field(name, union, documentation, JsonProperties.NULL_VALUE);
    }

    private static DataException conflict(String field, String uses) {
        return new DataException("field " + field + ": read as " + uses
                + " (expected: uses that one type serves; otherwise name a schema of your own in events.schema)");
    }
}
