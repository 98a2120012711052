package io.braid.checkpoint;

import org.jspecify.annotations.Nullable;

/** State that is saved in pieces, of which only the changed ones are written again. */
public interface Checkpointed {
    /**
     * Hands every piece that changed since the last call to {@code sink} and takes it as saved.
     *
     * <p>Called on the thread that changes the state, between two changes.
     */
    void saveChanges(Sink sink);

    /**
     * Hands some pieces that have changed to {@code sink} and takes them as saved, if there is more than one call of {@link #saveChanges} should
     * have to write. That call follows in the same transaction, or both are undone.
     *
     * <p>Called on the thread that changes the state, between two changes.
     */
    default void saveAhead(Sink sink) {}

    /**
     * Puts back one saved piece; called for each, the older versions of a piece before the newer ones.
     *
     * @throws CheckpointException when the state can't be what was saved, whatever comes after this piece
     */
    void restore(byte[] key, byte[] value);

    /** Takes note that the piece of {@code key} was removed; called in the order of writing, as {@link #restore} is. */
    default void removed(byte[] key) {}

    /** Goes back to the state before the first event; nothing counts as changed. */
    void reset();

    /** Where saved pieces go. */
    interface Sink {
        /** Takes the piece of {@code key}; null: there is none any more. */
        void put(byte[] key, byte @Nullable [] value);
    }
}
