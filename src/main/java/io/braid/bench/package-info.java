/**
 * How fast the learner is on the machine at hand. A {@link io.braid.bench.Workload} says which model meets which events; its
 * {@link io.braid.bench.StepWork} predicts and trains on them, and a {@link io.braid.bench.MatrixWork} tells what the processor
 * could do at best. docs/decisions/0021 says how a figure comes about.
 */
@NullMarked
package io.braid.bench;

import org.jspecify.annotations.NullMarked;
