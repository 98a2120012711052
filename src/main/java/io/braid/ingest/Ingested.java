package io.braid.ingest;

/** What becomes of the bytes of one record: an event, or the reason why not. */
public sealed interface Ingested permits Event, Rejection {}
