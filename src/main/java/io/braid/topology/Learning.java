package io.braid.topology;

import org.jspecify.annotations.Nullable;

/** What the thread that learns lets other threads see. */
final class Learning {
    private volatile @Nullable Engine engine;
    private volatile boolean unpredicted;

    /** A task begins to learn with {@code current}. */
    void begin(Engine current) {
        engine = current;
        unpredicted = current.hasUnpredicted();
    }

    void unpredicted(boolean waiting) {
        if (unpredicted != waiting) {
            unpredicted = waiting;
        }
    }

    /** Whether an event was learned, or restored, that has no prediction yet. */
    boolean unpredicted() {
        return unpredicted;
    }

    /** The engine that learned last, or null; not to be touched while its task runs. */
    @Nullable
    Engine engine() {
        return engine;
    }
}
