package io.braid.topology;

import io.braid.checkpoint.CheckpointException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the thread fails: another takes over, which starts from the last commit. That heals everything that
 * isn't in the data. A failure that comes back ends the application.
 */
final class Failures implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Long> recent = new ArrayDeque<>();
    private final CompletableFuture<Throwable> last = new CompletableFuture<>();

    Failures(InstantSource clock) {
        this.clock = clock;
    }

    /** The failure that ended the application, once there is one. */
    CompletableFuture<Throwable> last() {
        return last;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        long now = clock.millis();
        recent.addLast(now);
        while (recent.getFirst() < now - WITHIN.toMillis()) {
            recent.removeFirst();
        }
        if (recent.size() > MOST || isLasting(failure)) {
            last.complete(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("the thread failed and is replaced; it goes on from the last commit", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Whether trying again can't help: the checkpoint stays what it is, memory that is short stays short, and a password or
     * a right that the broker has refused comes from a person.
     */
    private static boolean isLasting(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CheckpointException
                    || cause instanceof Error
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException) {
                return true;
            }
        }
        return false;
    }
}
