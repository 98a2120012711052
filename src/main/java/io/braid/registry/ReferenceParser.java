package io.braid.registry;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;

/** Parses a schema with the types that it refers to under other subjects of the registry. */
final class ReferenceParser {

    private final RestService rest;

    private record Place(String subject, int version) {}

    ReferenceParser(RestService rest) {
        this.rest = rest;
    }

    /**
     * The schema that {@code text} spells.
     *
     * @param references what it names without defining it; Confluent's client gives null for none
     * @throws org.apache.avro.AvroRuntimeException when it isn't Avro
     * @throws IOException when a reference can't be fetched
     * @throws RestClientException when the registry refuses a reference
     */
    Schema parse(String text, @Nullable List<SchemaReference> references) throws IOException, RestClientException {
        // Defaults aren't checked: other languages' libraries register some that Avro for Java refuses.
        Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
        define(parser, references, new HashSet<>());
        return parser.parse(text);
    }

    private void define(Schema.Parser parser, @Nullable List<SchemaReference> references, Set<Place> defined)
            throws IOException, RestClientException {
        if (references == null) {
            return;
        }
        for (SchemaReference reference : references) {
            if (defined.add(new Place(reference.getSubject(), reference.getVersion()))) {
                var referred = rest.getVersion(reference.getSubject(), reference.getVersion(), true);
                define(parser, referred.getReferences(), defined);
                parser.parse(referred.getSchema());
            }
        }
    }
}
