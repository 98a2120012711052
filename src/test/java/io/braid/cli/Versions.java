package io.braid.cli;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/** Ever newer versions of a schema, each with one field more, and records of them. */
final class Versions {
    private final String subject;
    private final Schema first;
    private final List<Integer> ids = new ArrayList<>();

    /** The versions that follow {@code first}, which has the id {@code firstId}. */
    Versions(String subject, Schema first, int firstId) {
        this.subject = subject;
        this.first = first;
        ids.add(firstId);
    }

    /** Registers the next version and returns its id. */
    int next(SchemaRegistry registry) {
        ids.add(registry.register(subject, extended(first, ids.size())));
        return newestId();
    }

    int newestId() {
        return ids.get(ids.size() - 1);
    }

    /** {@code event}, a framed record of the first version, as one of the newest but {@code back}; all new fields are 0. */
    byte[] of(byte[] event, int back) {
        int version = Math.max(0, ids.size() - 1 - back);
        byte[] value = Arrays.copyOf(event, event.length + version);
        WireFormat.writeHeader(value, ids.get(version));
        return value;
    }

    /** {@code schema} with {@code count} further fields, integers that are 0 by default. */
    static Schema extended(Schema schema, int count) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        for (int i = 1; i <= count; i++) {
            fields.add(new Schema.Field("added" + i, Schema.create(Schema.Type.INT), null, 0));
        }
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
