package io.braid.checkpoint;

/** A checkpoint that can't be used, and the way out. */
public final class CheckpointException extends RuntimeException {
    public CheckpointException(String message) {
        super(message);
    }
}
