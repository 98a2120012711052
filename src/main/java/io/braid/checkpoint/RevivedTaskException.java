package io.braid.checkpoint;

/**
 * Kafka Streams would revive a task whose transaction failed, which {@link ModelStore} refuses. The reason is almost
 * always a broker that didn't answer in time.
 */
public final class RevivedTaskException extends IllegalStateException {
    public RevivedTaskException(String message) {
        super(message);
    }
}
