package io.braid.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A valid event: its features and labels as plain values, by their position in the configuration.
 *
 * @param key the record's key as it came, or null
 * @param id the event's name
 * @param timestamp the event's time in milliseconds since 1970-01-01T00:00Z
 * @param numbers per feature: the value of a numeric one, {@code NaN} where it is missing or not numeric
 * @param texts per feature: UTF-8 bytes of a categorical or text one, null where it is missing or of another type
 * @param vectors per feature: the values of a vector one, null where it is missing or of another type
 * @param labels per task: 0 or 1, the class's index, or the number in its own units; {@code NaN} where there is none
 */
public record Event(
        byte @Nullable [] key,
        String id,
        long timestamp,
        double[] numbers,
        byte[] @Nullable [] texts,
        float[] @Nullable [] vectors,
        double[] labels)
        implements Ingested {}
