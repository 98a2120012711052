package io.braid.checkpoint;

/** State that is saved in pieces, of which only the changed ones are written again. */
public interface Checkpointed {
    /**
     * Hands every piece that changed since the last call to {@code sink} and takes it as saved.
     *
     * <p>Called on the thread that changes the state, between two changes.
     */
    void saveChanges(Sink sink);

    /**
     * Puts back one saved piece; called for each, the older versions of a piece before the newer ones.
     *
     * @throws CheckpointException when the piece can't be read: damaged, of a newer format, of another model
     */
    void restore(byte[] key, byte[] value);

    /** Goes back to the state before the first event; nothing counts as changed. */
    void reset();

    /** Where saved pieces go. */
    interface Sink {
        void put(byte[] key, byte[] value);
    }
}
