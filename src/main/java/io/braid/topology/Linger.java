package io.braid.topology;

import java.time.Duration;

/** Measures how long the oldest event without a prediction has waited. */
final class Linger {
    private static final long NOTHING_WAITS = -1;

    private final long patience;
    private long waitingSince = NOTHING_WAITS;

    /**
     * A measure.
     *
     * @param longest the longest wait; the one who asks does so at every {@link #interval} of it
     */
    Linger(Duration longest) {
        // One interval earlier, since the next time that somebody asks would be too late.
        patience = Math.max(0, longest.toMillis() - interval(longest).toMillis());
    }

    /** How often to ask: a quarter of the longest wait, at least a millisecond and at most 100. */
    static Duration interval(Duration longest) {
        return Duration.ofMillis(Math.max(1, Math.min(100, longest.toMillis() / 4)));
    }

    /**
     * Whether it is time to predict; asked after each event and at each interval. After a yes, nothing waits any more.
     *
     * @param unpredicted whether any event has no prediction yet; a full batch predicts all of them
     * @param now in milliseconds
     */
    boolean isOver(boolean unpredicted, long now) {
        if (!unpredicted) {
            waitingSince = NOTHING_WAITS;
            return false;
        }
        if (waitingSince == NOTHING_WAITS) {
            waitingSince = now;
        }
        boolean over = now - waitingSince >= patience;
        if (over) {
            waitingSince = NOTHING_WAITS;
        }
        return over;
    }
}
