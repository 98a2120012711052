/**
 * From results to what consumers read: predictions and windowed scores as Avro records in Confluent's framing,
 * rejects as the bytes that came, with headers.
 *
 * <p>Start at {@link io.braid.publish.PredictionWriter}, which is on the path of every event, and at
 * {@link io.braid.publish.PublishedSchemas} for what it writes. {@link io.braid.publish.PredictionReader} is the way
 * back.
 */
@NullMarked
package io.braid.publish;

import org.jspecify.annotations.NullMarked;
