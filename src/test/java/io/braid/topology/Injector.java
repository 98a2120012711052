package io.braid.topology;

import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Lets faults strike an application, one after the other.
 *
 * <p>An application that dies in this process looks to the broker like one that was killed: from that moment on none of its
 * clients sends anything. Producers are closed without an abort, consumers without leaving the group.
 */
final class Injector implements WatchedClients.Watch {
    private static final long LONGEST_HEAD_START_NANOS = Duration.ofMillis(3).toNanos();

    private final SplittableRandom random;
    private final Runnable death;
    private final Deque<Fault> faults;
    private final Set<Producer<?, ?>> producers = ConcurrentHashMap.newKeySet();
    private int passed;
    private int commits;
    private volatile boolean dead;
    private volatile boolean offsetsTaken;

    /** Faults from which an application in this process suffers. */
    Injector(SplittableRandom random, List<Fault> faults) {
        this(random, faults, () -> {});
    }

    /**
     * Faults in a process of their own.
     *
     * @param death ends the process
     */
    Injector(SplittableRandom random, List<Fault> faults, Runnable death) {
        this.random = random;
        this.faults = new ArrayDeque<>(faults);
        this.death = death;
    }

    /** Whether all faults have struck, and the application is dead or has committed since. */
    synchronized boolean isDone() {
        return faults.isEmpty() && (dead || commits > 0);
    }

    /** Whether all faults have struck. */
    synchronized boolean hasStruck() {
        return faults.isEmpty();
    }

    boolean isDead() {
        return dead;
    }

    /** The application is at a moment of a step that is no call of a client. */
    void reach(Step step, Moment moment) {
        Fault fault = next(step);
        if (fault != null && fault.moment() == moment && isDue()) {
            throw strike(fault);
        }
    }

    private synchronized @Nullable Fault next(@Nullable Step step) {
        Fault next = faults.peek();
        if (dead || next == null || next.step() != step) {
            return null;
        }
        boolean healed = commits > 0 || next.failure() == null || step == Step.RESTORE;
        return healed ? next : null;
    }

    private synchronized boolean isDue() {
        Fault next = faults.peek();
        return next != null && passed++ >= next.skipped();
    }

    private synchronized RuntimeException strike(Fault fault) {
        faults.remove();
        passed = 0;
        commits = 0;
        Supplier<RuntimeException> failure = fault.failure();
        if (failure != null) {
            return failure.get();
        }
        dead = true;
        death.run();
        producers.forEach(producer -> producer.close(Duration.ZERO));
        return new Dead();
    }

    @Override
    public @Nullable Object call(WatchedClients.Call call) throws Throwable {
        if (dead) {
            return silent(call);
        }
        if (call.client() instanceof Producer<?, ?> producer) {
            producers.add(producer);
        }
        Step step = step(call);
        offsetsTaken |= step == Step.OFFSETS;
        Fault fault = next(step);
        if (fault != null && isDue()) {
            return struck(call, fault);
        }
        if (call.name().equals("close") && call.client() instanceof Consumer<?, ?> consumer) {
            // As Kafka Streams means to when a thread fails; it forgets, and the next thread waits for a session's end.
            close(consumer, GroupMembershipOperation.LEAVE_GROUP);
            return null;
        }
        Object result = call.proceed();
        if (call.name().equals("commitTransaction")) {
            countCommit();
        }
        return result;
    }

    private synchronized void countCommit() {
        commits++;
        offsetsTaken = false;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a send that failed returns a future, as a real one would
    private @Nullable Object struck(WatchedClients.Call call, Fault fault) throws Throwable {
        switch (fault.moment()) {
            case BEFORE -> {
                if (fault.step() == Step.SEND && fault.failure() != null) {
                    RuntimeException failure = strike(fault);
                    ((Callback) call.arguments()[1]).onCompletion(null, failure);
                    return CompletableFuture.failedFuture(failure);
                }
            }
            case DURING -> {
                var unused = CompletableFuture.runAsync(() -> proceedToTheEnd(call));
                LockSupport.parkNanos(random.nextLong(LONGEST_HEAD_START_NANOS));
            }
            case AFTER -> proceedToTheEnd(call);
        }
        throw strike(fault);
    }

    /** Makes the call; a record is not only taken, but sent. */
    private static void proceedToTheEnd(WatchedClients.Call call) {
        try {
            if (call.proceed() instanceof Future<?> sent) {
                ((Producer<?, ?>) call.client()).flush();
                sent.get();
            }
        } catch (Throwable failed) {
            throw new KafkaException(failed);
        }
    }

    private static @Nullable Object silent(WatchedClients.Call call) throws Throwable {
        switch (call.name()) {
            case "close" -> {
                if (call.client() instanceof Consumer<?, ?> consumer) {
                    close(consumer, GroupMembershipOperation.REMAIN_IN_GROUP);
                }
                return null;
            }
            case "wakeup", "metrics", "unregisterMetricFromSubscription" -> {
                return call.proceed();
            }
            default -> throw new Dead();
        }
    }

    private static void close(Consumer<?, ?> consumer, GroupMembershipOperation operation) {
        consumer.close(CloseOptions.groupMembershipOperation(operation).withTimeout(Duration.ofSeconds(1)));
    }

    /** What the call is; a commit without offsets, of early predictions only, is none. */
    private @Nullable Step step(WatchedClients.Call call) {
        return switch (call.name()) {
            case "send" ->
                ((ProducerRecord<?, ?>) call.arguments()[0]).topic().endsWith("-changelog") ? Step.SEND : null;
            case "flush" -> Step.FLUSH;
            case "sendOffsetsToTransaction" -> ((Map<?, ?>) call.arguments()[0]).isEmpty() ? null : Step.OFFSETS;
            case "commitTransaction" -> offsetsTaken ? Step.COMMIT : null;
            default -> null;
        };
    }

    /** What the clients of a dead application answer. Its cause makes {@link Failures} end the application. */
    static final class Dead extends KafkaException {
        Dead() {
            super("the application is dead", new Error("dead"));
        }

        /** It fills the log as it is. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
