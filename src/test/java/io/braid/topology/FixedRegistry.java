package io.braid.topology;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory that starts with {@link TestEvents#SCHEMA}, under the same id in every process. */
final class FixedRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>(List.of(TestEvents.SCHEMA));

    @Override
    public synchronized Schema schema(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException(id, new IllegalArgumentException("no such schema"));
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Optional<Schema> latest(String subject) {
        return Optional.empty();
    }
}
