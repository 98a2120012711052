package io.braid.checkpoint;

/** A checkpoint that can't be used, and the way out. */
public final class CheckpointException extends RuntimeException {
    /** The ways out of a model that can't be gone on with. */
    static final String FORGET = "forget the model with `braid run CONFIG --reset`, or start over with another `app`"
            + " name. Nothing was overwritten";

    /** The ways out of a damaged checkpoint. */
    static final String REPAIR = "restore the changelog topic from a copy, " + FORGET;

    public CheckpointException(String message) {
        super(message);
    }
}
