/**
 * How well each task is predicted, over streams of any length and in memory that does not grow with them.
 *
 * <p>Start at {@link io.braid.metrics.ProgressiveScore}: the prequential scores of one task (every event is predicted
 * before its label is used), over all events, their second half and the current window. The scores themselves are the
 * {@link io.braid.metrics.Scores}, one class per type of task; all of them save and load exactly.
 */
@NullMarked
package io.braid.metrics;

import org.jspecify.annotations.NullMarked;
