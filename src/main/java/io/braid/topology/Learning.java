package io.braid.topology;

import io.braid.checkpoint.SaveCosts;
import org.jspecify.annotations.Nullable;

/** What the thread that learns lets other threads see. */
final class Learning {
    private final SaveCosts saves = new SaveCosts();
    private volatile @Nullable Engine engine;
    private volatile boolean unpredicted;
    private volatile long committed = -1;

    /**
     * A task begins to learn with {@code current}.
     *
     * @param next the offset of its input that it starts from
     */
    void begin(Engine current, long next) {
        committed = next;
        engine = current;
        unpredicted = current.hasUnpredicted();
    }

    void unpredicted(boolean waiting) {
        if (unpredicted != waiting) {
            unpredicted = waiting;
        }
    }

    /** What the model's saves have cost. */
    SaveCosts saves() {
        return saves;
    }

    /** Whether an event was learned, or restored, that has no prediction yet. */
    boolean unpredicted() {
        return unpredicted;
    }

    /** The offset that the latest task started from, which was the last one committed then; -1 when there is none. */
    long committed() {
        return committed;
    }

    /** The engine that learned last, or null; not to be touched while its task runs. */
    @Nullable
    Engine engine() {
        return engine;
    }
}
