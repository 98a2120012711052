package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.UnknownSchemaException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry for the tests of this package: ids from 1001 on, one schema a subject. */
final class RegistryInMemory implements SchemaRegistry {
    final Map<String, Schema> bySubject = new LinkedHashMap<>();
    private final Map<Integer, Schema> byId = new LinkedHashMap<>();

    @Override
    public Schema schema(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new UnknownSchemaException(id, new IllegalStateException("404"));
        }
        return schema;
    }

    @Override
    public int register(String subject, Schema schema) {
        bySubject.put(subject, schema);
        int id = 1001 + byId.size();
        byId.put(id, schema);
        return id;
    }

    @Override
    public Optional<Schema> latest(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }
}
