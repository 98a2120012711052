package io.braid.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from and which of their fields name and date them.
 *
 * @param topic the events topic
 * @param id path of the field that names an event, or null: the record's topic-partition@offset names it
 * @param timestamp path of the field that holds the event's time, or null: the record's timestamp is taken
 * @param schema file of the event's Avro schema, or null: derived from features and tasks where one is needed
 */
public record EventsConfig(
        String topic,
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable Path schema) {}
