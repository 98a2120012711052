/**
 * How fast the whole way of an event is, from topic to topic, measured beside a topology that only passes records on.
 *
 * <p>Start at {@link io.braid.bench.StreamBench}. Each run is a process of its own, {@link io.braid.bench.StreamRun}, so that
 * its processor time is that of the client alone, and no run is warm from the one before.
 */
@NullMarked
package io.braid.bench;

import org.jspecify.annotations.NullMarked;
