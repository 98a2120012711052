package io.braid.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** The part of a schema registry that Braid uses. Answers are cached; schemas never change under an id. */
public interface SchemaRegistry {
    /**
     * The schema that was registered under {@code id}.
     *
     * @throws UnknownSchemaException when the registry answers that there is none
     * @throws RegistryException when the registry can't be asked
     */
    Schema schema(int id);

    /**
     * Registers {@code schema} under {@code subject}, or finds it where it is registered already.
     *
     * @return its id
     * @throws RegistryException when the registry refuses it or can't be asked
     */
    int register(String subject, Schema schema);

    /** The newest schema of {@code subject}, if there is one. */
    Optional<Schema> latest(String subject);
}
