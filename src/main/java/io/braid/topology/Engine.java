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

    /**
     * Called once all saved pieces were handed over, before the first event: checks that they are whole, and takes from
     * then on what is asked of a restored model.
     *
     * @return whether the model was forgotten, as somebody asked for: it goes on where the group has committed
     * @throws io.braid.checkpoint.CheckpointException when the model can't go on from them
     */
    default boolean restored() {
        return false;
    }

    /**
     * Publishes what {@link #restored} has left to publish, before any record is taken; until then nothing is saved.
     * {@link #offer} and {@link #predictPending} do so too.
     */
    default void publishDue(Output output) {}

    /** Counts a record that was no event. */
    void rejected();
}
