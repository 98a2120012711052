/**
 * The one place where Kafka Streams is wired. {@link io.braid.topology.BraidTopology} shows the way of an event through
 * the stages; the processors are thin and call the stages, which know nothing of Kafka Streams.
 * {@link io.braid.topology.BraidApplication} runs it, {@link io.braid.topology.OffsetGuard} watches that no event is
 * learned twice or left out.
 */
@NullMarked
package io.braid.topology;

import org.jspecify.annotations.NullMarked;
