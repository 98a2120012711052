/**
 * How fast the learner is on the machine at hand. A {@link io.braid.bench.Workload} says which model meets which events; its
 * {@link io.braid.bench.StepWork} predicts and trains on them, and a {@link io.braid.bench.MatrixWork} tells what the processor
 * could do at best. docs/decisions/0021 says how a figure comes about.
 *
 * <p>How fast the whole way of an event is, from topic to topic, measured beside a topology that only passes records on.
 * Start at {@link io.braid.bench.StreamBench}. Each run is a process of its own, {@link io.braid.bench.StreamRun}, so that
 * its processor time is that of the client alone, and no run is warm from the one before.
 */
@NullMarked
package io.braid.bench;

import org.jspecify.annotations.NullMarked;
