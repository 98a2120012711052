package io.braid.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A record that is no event.
 *
 * @param key the record's key as it came
 * @param value the record's value as it came
 * @param reason what is wrong: the field, the value, what was expected
 * @param origin where the record came from
 */
public record Rejection(byte @Nullable [] key, byte @Nullable [] value, String reason, Origin origin)
        implements Ingested, CsvRow {}
