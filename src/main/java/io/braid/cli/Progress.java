package io.braid.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that tells how far a long step has come; silent where nobody looks. */
final class Progress {
    /** Set by the start script when standard error is a terminal. */
    private static final String TERMINAL = "braid.terminal";

    private static final long INTERVAL_NANOS = 200_000_000L;

    private final String step;
    private final long total;
    private final PrintWriter err;
    private final boolean visible = Boolean.getBoolean(TERMINAL);
    private final long started = System.nanoTime();
    private long shown = started;

    /**
     * Progress of {@code step}.
     *
     * @param total how many units it has; 0 when that is not known
     */
    Progress(String step, long total, PrintWriter err) {
        this.step = step;
        this.total = total;
        this.err = err;
    }

    /** Whether somebody looks. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Shows that {@code done} units are done, a few times a second at most. */
    void show(long done) {
        if (!visible) {
            return;
        }
        long now = System.nanoTime();
        if (now - shown < INTERVAL_NANOS) {
            return;
        }
        shown = now;
        double rate = done / ((now - started) / 1e9);
        String part = total > 0 ? String.format(Locale.ROOT, " of %,d (%d %%)", total, 100 * done / total) : "";
        err.printf(Locale.ROOT, "\r%s: %,d%s, %,.0f a second\u001b[K", step, done, part, rate);
        err.flush();
    }

    /** Clears the line. */
    void done() {
        if (visible) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
