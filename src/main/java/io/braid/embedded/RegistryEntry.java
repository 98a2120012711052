package io.braid.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of the registry, as it is kept in the topic: JSON key and JSON value, in the form of Confluent's own
 * {@code _schemas} topic. {@code magic} in the key is the form's version. An entry replaces those of the same key.
 */
sealed interface RegistryEntry {

    /** The record's key: what the entry replaces. */
    String key();

    /** The record's value. */
    String value();

    /**
     * A version of a subject.
     *
     * @param version counts from 1 within the subject
     * @param id the schema's id, one for all subjects that hold it
     * @param schema Avro JSON in the parser's own spelling
     * @param deleted whether it is hidden; its id stays valid, as records may carry it
     */
    record Version(String subject, int version, int id, String schema, boolean deleted) implements RegistryEntry {
        @Override
        public String key() {
            return Json.key("SCHEMA", 1, subject, version).toString();
        }

        @Override
        public String value() {
            return Json.MAPPER
                    .createObjectNode()
                    .put("subject", subject)
                    .put("version", version)
                    .put("id", id)
                    .put("schema", schema)
                    .put("deleted", deleted)
                    .toString();
        }

        /** This version, hidden. */
        Version asDeleted() {
            return new Version(subject, version, id, schema, true);
        }
    }

    /**
     * A compatibility level.
     *
     * @param subject whose; null for the subjects that have none of their own
     */
    record Level(@Nullable String subject, CompatibilityLevel level) implements RegistryEntry {
        @Override
        public String key() {
            return Json.key("CONFIG", 0, subject, null).toString();
        }

        @Override
        public String value() {
            return Json.MAPPER
                    .createObjectNode()
                    .put("compatibilityLevel", level.name())
                    .toString();
        }
    }

    /**
     * The entry of a record.
     *
     * @throws IllegalStateException when this version of Braid didn't write such a record
     */
    static RegistryEntry of(String key, String value) {
        try {
            JsonNode head = Json.MAPPER.readTree(key);
            JsonNode body = Json.MAPPER.readTree(value);
            String kind = head.path("keytype").asText() + head.path("magic").asInt();
            return switch (kind) {
                case "SCHEMA1" ->
                    new Version(
                            body.required("subject").asText(),
                            body.required("version").asInt(),
                            body.required("id").asInt(),
                            body.required("schema").asText(),
                            body.required("deleted").asBoolean());
                case "CONFIG0" ->
                    new Level(
                            head.required("subject").textValue(),
                            CompatibilityLevel.valueOf(
                                    body.required("compatibilityLevel").asText()));
                default -> throw new IllegalArgumentException("kind " + kind);
            };
        } catch (JsonProcessingException | IllegalArgumentException problem) {
            throw new IllegalStateException(
                    "registry record with key " + key + " (expected: one that this version of Braid wrote)", problem);
        }
    }

    /** How entries are spelled. */
    final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}

        private static ObjectNode key(String type, int magic, @Nullable String subject, @Nullable Integer version) {
            ObjectNode key = MAPPER.createObjectNode().put("keytype", type);
            key.put("subject", subject);
            if (version != null) {
                key.put("version", version);
            }
            return key.put("magic", magic);
        }
    }
}
