package io.braid.checkpoint;

/**
 * What the saves of a process have cost. Written by the thread that saves, read by any.
 *
 * <p>A stall is the time from the start of a save until its thread comes back to the events: the save, the flush of the producer, and
 * the commit.
 */
public final class SaveCosts {
    private Totals totals = new Totals(0, 0, 0, 0, 0, 0);
    private long stalls;
    private double stalledMillis;

    /**
     * The sums so far.
     *
     * @param saves saves that wrote something
     * @param pieces what they wrote, removals included
     * @param bytes keys and values of the pieces, as they are before a producer compresses them
     * @param longestSaveMillis until all pieces of a save were handed to the producer
     * @param longestStallMillis see the class
     * @param meanStallMillis as well
     */
    public record Totals(
            long saves,
            long pieces,
            long bytes,
            double longestSaveMillis,
            double longestStallMillis,
            double meanStallMillis) {}

    synchronized void saved(long pieces, long bytes, double millis) {
        totals = new Totals(
                totals.saves + 1,
                totals.pieces + pieces,
                totals.bytes + bytes,
                Math.max(totals.longestSaveMillis, millis),
                totals.longestStallMillis,
                totals.meanStallMillis);
    }

    synchronized void stalled(double millis) {
        stalls++;
        stalledMillis += millis;
        totals = new Totals(
                totals.saves,
                totals.pieces,
                totals.bytes,
                totals.longestSaveMillis,
                Math.max(totals.longestStallMillis, millis),
                stalledMillis / stalls);
    }

    /** What has come together until now. */
    public synchronized Totals totals() {
        return totals;
    }
}
