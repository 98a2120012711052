package io.braid.checkpoint;

/**
 * What the saves of a process have cost. Written by the thread that saves, read by any.
 *
 * <p>A stall is the time from the start of a save until its thread comes back to the events: the save, the flush of the producer, and
 * the commit.
 */
public final class SaveCosts {
    private long saves;
    private long pieces;
    private long bytes;
    private long aheadBytes;
    private long largestSaveBytes;
    private double longestSaveMillis;
    private double longestStallMillis;
    private long stalls;
    private double stalledMillis;

    /**
     * The sums so far.
     *
     * @param saves saves that wrote something
     * @param pieces what they wrote, removals included, and what was written ahead of them
     * @param bytes keys and values of the pieces, as they are before a producer compresses them
     * @param aheadBytes how many of the bytes were written ahead of a save
     * @param largestSaveBytes of one save, without what was written ahead
     * @param longestSaveMillis until all pieces of a save were handed to the producer
     * @param longestStallMillis see the class
     * @param meanStallMillis as well
     */
    public record Totals(
            long saves,
            long pieces,
            long bytes,
            long aheadBytes,
            long largestSaveBytes,
            double longestSaveMillis,
            double longestStallMillis,
            double meanStallMillis) {}

    synchronized void ahead(long aheadPieces, long newBytes) {
        pieces += aheadPieces;
        bytes += newBytes;
        aheadBytes += newBytes;
    }

    synchronized void saved(long savedPieces, long savedBytes, double millis) {
        saves++;
        pieces += savedPieces;
        bytes += savedBytes;
        largestSaveBytes = Math.max(largestSaveBytes, savedBytes);
        longestSaveMillis = Math.max(longestSaveMillis, millis);
    }

    synchronized void stalled(double millis) {
        stalls++;
        stalledMillis += millis;
        longestStallMillis = Math.max(longestStallMillis, millis);
    }

    /** What has come together until now. */
    public synchronized Totals totals() {
        return new Totals(
                saves,
                pieces,
                bytes,
                aheadBytes,
                largestSaveBytes,
                longestSaveMillis,
                longestStallMillis,
                stalls == 0 ? 0 : stalledMillis / stalls);
    }
}
