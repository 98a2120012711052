/**
 * The examples that come with Braid: flights, patients and reviews, each a configuration, an Avro schema and rows. The flights
 * are real; patients and reviews are drawn here from distributions that are stated in full, so that the best possible score of
 * each task is known. Nothing in this package learns or talks to Kafka: it writes files that the ordinary commands read.
 */
@org.jspecify.annotations.NullMarked
package io.braid.examples;
