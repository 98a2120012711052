package io.braid.ingest;

/** What becomes of a row: an Avro record, or the reason why not. */
public sealed interface CsvRow permits EncodedRow, Rejection {}
