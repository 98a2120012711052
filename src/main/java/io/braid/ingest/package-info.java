/**
 * From bytes to an {@link io.braid.ingest.Event} or the reason why not.
 *
 * <p>{@link io.braid.ingest.EventReader} does it for records of Kafka, {@link io.braid.ingest.CsvEvents} for the rows of a
 * file; both run the same {@link io.braid.ingest.ReaderPlan}, which is compiled once per writer's schema. Start there.
 */
@org.jspecify.annotations.NullMarked
package io.braid.ingest;
