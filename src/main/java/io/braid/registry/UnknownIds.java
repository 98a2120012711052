package io.braid.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Schema ids that the registry doesn't know. A replica of a registry may learn of a new id later than the writer who got
 * it, so an unknown id is waited for. But a producer that points at another registry may send millions of records with
 * unknown ids: an id is asked for once a second at most, and after a wait that was in vain none is waited for during a
 * minute.
 */
final class UnknownIds {

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final Map<Integer, Long> since = new ConcurrentHashMap<>();
    private final AtomicLong vainWait;

    /**
     * None so far.
     *
     * @param nanos a clock, as {@link System#nanoTime}
     */
    UnknownIds(LongSupplier nanos) {
        this.nanos = nanos;
        vainWait = new AtomicLong(nanos.getAsLong() - PAUSE_NANOS);
    }

    /** Whether the registry didn't know {@code id} a moment ago; no registry gives negative ones. */
    boolean contains(int id) {
        Long then = since.get(id);
        return id < 0 || (then != null && nanos.getAsLong() - then < MOMENT_NANOS);
    }

    /** Whether to wait for an unknown id. */
    boolean mayWait() {
        return nanos.getAsLong() - vainWait.get() >= PAUSE_NANOS;
    }

    /** Notes that the registry doesn't know {@code id}. */
    void add(int id) {
        long now = nanos.getAsLong();
        if (since.size() >= MOST) {
            since.values().removeIf(then -> now - then >= MOMENT_NANOS);
        }
        if (since.size() < MOST) {
            since.put(id, now);
        }
    }

    /** Notes that an id was waited for which the registry doesn't know still. */
    void waitedInVain() {
        vainWait.set(nanos.getAsLong());
    }

    void remove(int id) {
        since.remove(id);
    }
}
