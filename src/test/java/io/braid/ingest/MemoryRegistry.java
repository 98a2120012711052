package io.braid.ingest;

import io.braid.registry.RegistryException;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.UnknownSchemaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory that can be switched off. */
final class MemoryRegistry implements SchemaRegistry {
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private boolean isDown;
    private int asked;

    MemoryRegistry with(int id, Schema schema) {
        schemas.put(id, schema);
        return this;
    }

    void down() {
        isDown = true;
    }

    /** How often {@link #schema} was called. */
    int asked() {
        return asked;
    }

    @Override
    public Schema schema(int id) {
        asked++;
        if (isDown) {
            throw new RegistryException("registry down", new IllegalStateException());
        }
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new UnknownSchemaException(id, new IllegalStateException());
        }
        return schema;
    }

    @Override
    public int register(String subject, Schema schema) {
        int id = schemas.size() + 1;
        schemas.put(id, schema);
        return id;
    }

    @Override
    public Optional<Schema> latest(String subject) {
        return Optional.empty();
    }
}
