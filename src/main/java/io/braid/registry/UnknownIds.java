package io.braid.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Schema ids that the registry didn't know a moment ago. A producer that points at another registry may send millions
 * of records with one unknown id; asking for each would slow the stream to the registry's pace. For a second only, as
 * the id may be registered meanwhile.
 */
final class UnknownIds {

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 1000;

    private final Map<Integer, Long> since = new ConcurrentHashMap<>();

    boolean contains(int id) {
        Long then = since.get(id);
        return then != null && System.nanoTime() - then < MOMENT_NANOS;
    }

    void add(int id) {
        if (since.size() >= MOST) {
            since.clear();
        }
        since.put(id, System.nanoTime());
    }

    void remove(int id) {
        since.remove(id);
    }
}
