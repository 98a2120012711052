package io.braid.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A row as the record that it is in Kafka.
 *
 * @param key the text of its id in UTF-8, or null where it has none
 * @param body its Avro binary, without any framing
 * @param origin the file and the row's number, from 0
 */
public record EncodedRow(byte @Nullable [] key, byte[] body, Origin origin) implements CsvRow {}
