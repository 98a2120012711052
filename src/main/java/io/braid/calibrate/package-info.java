/**
 * Makes numbers out of predictions that mean what they say: probabilities that come true as often as they claim, and
 * intervals around numbers that hold the label as often as they promise.
 *
 * <p>Start at {@link io.braid.calibrate.Calibration}. Everything is learnt from the labels of earlier batches alone, and
 * changes only where a batch ends.
 */
@NullMarked
package io.braid.calibrate;

import org.jspecify.annotations.NullMarked;
