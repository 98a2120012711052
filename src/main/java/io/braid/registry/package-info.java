/**
 * What Braid needs of a schema registry: schemas by id, ids by schema, and the framing that puts an id before a record.
 * {@link io.braid.registry.ConfluentRegistry} asks any registry that speaks Confluent's HTTP interface. Nothing here
 * reads or writes Kafka; ingest and publish call it with the bytes that they hold.
 */
@NullMarked
package io.braid.registry;

import org.jspecify.annotations.NullMarked;
