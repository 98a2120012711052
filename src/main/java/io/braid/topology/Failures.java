package io.braid.topology;

import io.braid.checkpoint.CheckpointException;
import io.braid.checkpoint.RevivedTaskException;
import io.braid.registry.RegistryException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the thread fails: another takes over, which starts from the last commit. That heals everything that
 * isn't in the data, and brokers that are away come back.
 *
 * <p>What ends the application is a failure that comes back: more than {@value #MOST} times, or, when it is the brokers'
 * doing, for more than 15 minutes. Only failures count that follow each other within 5 minutes and without a commit that
 * moved the input on.
 */
final class Failures implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final int MOST = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final LongSupplier committed;
    private final CompletableFuture<Throwable> last = new CompletableFuture<>();

    private long position;
    private long first;
    private long latest;
    private int notOfBrokers;

    /**
     * A handler.
     *
     * @param committed the offset of the input that the latest thread started from, which only commits move
     */
    Failures(InstantSource clock, LongSupplier committed) {
        this.clock = clock;
        this.committed = committed;
    }

    /** The failure that ended the application, once there is one. */
    CompletableFuture<Throwable> last() {
        return last;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        long now = clock.millis();
        long reached = committed.getAsLong();
        if (reached > position || now - latest > FORGOTTEN.toMillis()) {
            position = reached;
            first = now;
            notOfBrokers = 0;
        }
        latest = now;
        notOfBrokers += isOfBrokers(failure) ? 0 : 1;
        Optional<Throwable> lasting = lasting(failure);
        if (notOfBrokers > MOST || now - first > PATIENCE.toMillis() || lasting.isPresent()) {
            last.complete(lasting.orElse(failure));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("the thread failed and is replaced; it goes on from the last commit", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * The cause because of which trying again can't help: the checkpoint stays what it is, memory that is short stays short,
     * a registry that refuses, or that was waited for as long as the user wants, stays away, and a password or a right that
     * the broker has refused comes from a person.
     */
    private static Optional<Throwable> lasting(Throwable failure) {
        return causes(failure)
                .filter(cause -> cause instanceof CheckpointException
                        || cause instanceof RegistryException
                        || cause instanceof Error
                        || cause instanceof AuthenticationException
                        || cause instanceof AuthorizationException)
                .findFirst();
    }

    /** Whether the reason is brokers that don't answer, or answered too late. */
    static boolean isOfBrokers(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof ApplicationRecoverableException
                        || cause instanceof TransactionAbortableException
                        || cause instanceof RevivedTaskException
                        || cause instanceof TaskCorruptedException);
    }

    /** What a lasting cause says, or else the innermost; those around it say only where Kafka Streams was. */
    static String reason(Throwable failure) {
        Throwable cause = lasting(failure).orElseGet(() -> causes(failure).reduce(failure, (outer, inner) -> inner));
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
