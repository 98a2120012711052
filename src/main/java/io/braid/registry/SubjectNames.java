package io.braid.registry;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * Under which subject the schema of a topic's values is registered. These are Confluent's three strategies.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#subject-name-strategy">subject name strategy</a>
 */
public enum SubjectNames {
    /** {@code <topic>-value}: one line of schemas a topic. The default. */
    TOPIC_NAME("TopicNameStrategy") {
        @Override
        public String valueSubject(String topic, Schema schema) {
            return topic + "-value";
        }
    },
    /** The record's full name: one line of schemas a record type, whatever the topic. */
    RECORD_NAME("RecordNameStrategy") {
        @Override
        public String valueSubject(String topic, Schema schema) {
            return recordName(schema);
        }
    },
    /** {@code <topic>-<record's full name>}: one line of schemas for each record type of a topic. */
    TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
        @Override
        public String valueSubject(String topic, Schema schema) {
            return topic + "-" + recordName(schema);
        }
    };

    /** The setting that selects a strategy, by Confluent's class name or by its last part. */
    public static final String SETTING = "value.subject.name.strategy";

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String strategy;

    SubjectNames(String strategy) {
        this.strategy = strategy;
    }

    /**
     * The strategy that {@code settings} select.
     *
     * @throws IllegalArgumentException when it is none of the three
     */
    public static SubjectNames of(Map<String, String> settings) {
        String chosen = settings.getOrDefault(SETTING, TOPIC_NAME.strategy).strip();
        for (SubjectNames names : values()) {
            if (chosen.equals(names.strategy) || chosen.equals(CONFLUENT_PACKAGE + names.strategy)) {
                return names;
            }
        }
        throw new IllegalArgumentException(SETTING + ": " + chosen
                + " (expected: TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy)");
    }

    /**
     * The subject of {@code schema} for the values of {@code topic}.
     *
     * @throws IllegalArgumentException when the strategy needs a record's name and {@code schema} is no record
     */
    public abstract String valueSubject(String topic, Schema schema);

    private static String recordName(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(SETTING + ": a schema of type "
                    + schema.getType().getName() + " has no record name (expected: a record, or TopicNameStrategy)");
        }
        return schema.getFullName();
    }
}
