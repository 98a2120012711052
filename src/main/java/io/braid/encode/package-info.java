/** From a valid event to the numbers that the learner takes. Each feature has an encoder, each task a unit for its labels; both learn only from the order of the stream. Nothing here knows Kafka, a clock or a file. */
@org.jspecify.annotations.NullMarked
package io.braid.encode;
