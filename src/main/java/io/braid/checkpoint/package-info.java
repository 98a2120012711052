/**
 * The state of the learner as bytes that survive. {@link io.braid.checkpoint.CheckpointFormat} cuts it into versioned
 * {@link io.braid.checkpoint.Piece pieces} with checksums, of which only the changed ones are written;
 * {@link io.braid.checkpoint.ModelStore} writes them to a changelog topic in the transaction that commits the events
 * behind them.
 */
@NullMarked
package io.braid.checkpoint;

import org.jspecify.annotations.NullMarked;
