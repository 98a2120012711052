/**
 * Whether what a task has to learn has changed: detectors that watch a stream of bounded numbers, such as the losses of its
 * predictions, for a rise of their mean.
 *
 * <p>Start at {@link io.braid.drift.DriftDetector}. All of it depends on the numbers and their order alone.
 */
@NullMarked
package io.braid.drift;

import org.jspecify.annotations.NullMarked;
