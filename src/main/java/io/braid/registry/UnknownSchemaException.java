package io.braid.registry;

/** The registry holds no Avro schema under the id asked for: the record that carries the id is bad, the registry is well. */
public final class UnknownSchemaException extends RegistryException {
    /** For an id that the registry doesn't know. */
    public UnknownSchemaException(int id) {
        super(message(id));
    }

    /** For an id whose schema is none of Avro's, or is broken. */
    public UnknownSchemaException(int id, Throwable cause) {
        super(message(id), cause);
    }

    private static String message(int id) {
        return "schema id " + id + " (expected: the id of an Avro schema that the registry holds)";
    }
}
