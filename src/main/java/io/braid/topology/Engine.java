package io.braid.topology;

import io.braid.checkpoint.Checkpointed;
import io.braid.ingest.Event;

/**
 * What the topology needs of the learner: it takes events one after the other, and its whole state, the {@link Positions}
 * included, can be saved and restored.
 *
 * <p>Used by one thread at a time.
 */
public interface Engine extends Checkpointed, Positions {
    /** Takes the next event; predictions and scores that are due go to {@code output}. */
    void offer(Event event, Output output);

    /** Predicts the events that wait for their batch to fill, without training. */
    void predictPending(Output output);

    /** Whether an event was offered that has no prediction yet. */
    boolean hasUnpredicted();

    /** Counts a record that was no event. */
    void rejected();
}
