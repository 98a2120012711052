package io.braid.ingest;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds a configured field in a writer's schema by the names that the user's own schema, the reader's, gives it. */
final class ReaderSchema {
    private ReaderSchema() {}

    /** The record of {@code reader} that stands for {@code writer}: by name, or the first there is; null if there is none. */
    static @Nullable Schema record(Schema reader, Schema writer) {
        if (reader.getType() == Schema.Type.RECORD) {
            return reader;
        }
        if (reader.getType() != Schema.Type.UNION) {
            return null;
        }
        Schema first = null;
        for (Schema branch : reader.getTypes()) {
            if (branch.getType() == Schema.Type.RECORD) {
                if (branch.getFullName().equals(writer.getFullName())) {
                    return branch;
                }
                first = first == null ? branch : first;
            }
        }
        return first;
    }

    /** The field of {@code record} called {@code name} now or once (by an alias), or null. */
    static Schema.@Nullable Field field(Schema record, String name) {
        Schema.Field byName = record.getField(name);
        if (byName != null) {
            return byName;
        }
        return record.getFields().stream()
                .filter(field -> field.aliases().contains(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The field of {@code writer} called {@code name}, or else called as {@code declared} is or was; or else the one that the
     * writer says was called so. Null if none is.
     */
    static Schema.@Nullable Field written(Schema writer, String name, Schema.@Nullable Field declared) {
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        if (declared != null) {
            names.add(declared.name());
            names.addAll(declared.aliases());
        }
        for (String candidate : names) {
            Schema.Field field = writer.getField(candidate);
            if (field != null) {
                return field;
            }
        }
        return writer.getFields().stream()
                .filter(field -> !Collections.disjoint(field.aliases(), names))
                .findFirst()
                .orElse(null);
    }
}
