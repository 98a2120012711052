package io.braid.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A request that a route was found for.
 *
 * @param names what stands in the path where the route's template has braces, decoded, from left to right
 * @param query the parameters after the question mark
 * @param body the bytes sent, maybe none
 */
record RegistryRequest(List<String> names, Map<String, String> query, byte[] body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The first name in the path. */
    String first() {
        return names.get(0);
    }

    /** The second name in the path. */
    String second() {
        return names.get(1);
    }

    /** The first name in the path as a schema's id. */
    int id() {
        try {
            return Integer.parseInt(first());
        } catch (NumberFormatException notANumber) {
            throw RegistryError.schemaNotFound("Schema " + first());
        }
    }

    /** Whether the query says that {@code name} is true. */
    boolean flag(String name) {
        return Boolean.parseBoolean(query.getOrDefault(name, "false"));
    }

    /** A text of the body. */
    String text(String field) {
        JsonNode value = json().path(field);
        if (!value.isTextual()) {
            throw RegistryError.unprocessable(field + " (expected: a text in the request's body)");
        }
        return value.textValue();
    }

    /** The Avro schema of the body. */
    Schema schema() {
        JsonNode json = json();
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !type.equals("null")) {
            throw RegistryError.invalidSchema("type " + type + " (expected: AVRO)");
        }
        if (!json.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("references (expected: none; this registry is for development)");
        }
        JsonNode text = json.path("schema");
        if (!text.isTextual()) {
            throw RegistryError.invalidSchema("Empty schema");
        }
        try {
            return new Schema.Parser().parse(text.textValue());
        } catch (AvroRuntimeException problem) {
            throw RegistryError.invalidSchema(String.valueOf(problem.getMessage()));
        }
    }

    private JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException problem) {
            throw RegistryError.badRequest("not JSON: " + problem.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading bytes in memory", impossible);
        }
    }
}
