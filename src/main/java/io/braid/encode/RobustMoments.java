package io.braid.encode;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and deviation of a stream of numbers that single outliers can't spoil, and that follow a lasting change of scale
 * in either direction. Where nothing of the kind happens they are those of {@link RunningMoments}, to the bit.
 *
 * <ul>
 *   <li>A number further than {@link #LIMIT} deviations from the mean counts as that far (it is winsorised), and
 *       shortens the memory by one part in {@link #MEMORY_PER_CUT}. One outlier hardly matters; when they don't end,
 *       a few hundred of them set the new scale.
 *   <li>When the newer half of all numbers fits into half a deviation, the older half was of another scale, and is
 *       forgotten. So a scale is forgotten within three times as many numbers as it lasted, or 2,097,152.
 * </ul>
 *
 * <p>Source of the first: J. W. Tukey, "The future of data analysis", Annals of Mathematical Statistics 33, 1962. Decision:
 * docs/decisions/0011.
 */
final class RobustMoments {
    /** How many deviations from the mean a number counts at most; a rarer one than 1 in its square is an outlier. */
    static final double LIMIT = 64;

    /** Of how many parts of the memory a cut number removes one. */
    static final int MEMORY_PER_CUT = 32;

    /** How many numbers a deviation must stand on, to cut others by it or to be taken as the newer one. */
    private static final int SETTLED = 32;

    /** The longest half that is waited for. */
    private static final long LONGEST_HALF = 1 << 20;

    private final RunningMoments moments = new RunningMoments();
    private long newer;
    private double lowest;
    private double highest;

    RobustMoments() {
        reset();
    }

    /** Takes one number into account, which a float can hold. */
    void add(double value) {
        moments.add(isOutlier(value) ? cut(value) : value);
        newer++;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        if (newer >= SETTLED && newer >= Math.min(moments.count() / 2, LONGEST_HALF)) {
            forgetOtherScale();
        }
    }

    private boolean isOutlier(double value) {
        double distance = value - moments.mean();
        return moments.count() >= SETTLED
                && moments.squares() > 0
                && distance * distance * moments.count() > LIMIT * LIMIT * moments.squares();
    }

    private double cut(double value) {
        moments.shorten(MEMORY_PER_CUT);
        return limited(value);
    }

    /** {@code value}, or the nearest that lies within {@link #LIMIT} deviations from the mean. */
    double limited(double value) {
        double reach = LIMIT * moments.deviation();
        return Math.max(moments.mean() - reach, Math.min(moments.mean() + reach, value));
    }

    private void forgetOtherScale() {
        // Equal numbers tell nothing of a scale.
        if (highest > lowest && highest - lowest < moments.deviation() / 2) {
            moments.reset();
            moments.add(lowest);
            moments.add(highest);
        }
        startHalf();
    }

    private void startHalf() {
        newer = 0;
        lowest = Double.POSITIVE_INFINITY;
        highest = Double.NEGATIVE_INFINITY;
    }

    /** Whether no number was added yet. */
    boolean isEmpty() {
        return moments.count() == 0;
    }

    /** The mean; 0 before the first number. */
    double mean() {
        return moments.mean();
    }

    /** The standard deviation; 0 while all numbers were equal. */
    double deviation() {
        return moments.deviation();
    }

    void reset() {
        moments.reset();
        startHalf();
    }

    /** Writes the state. Its first number is negative, which tells it from version 1's, the bare {@link RunningMoments}. */
    void save(DataOutput out) throws IOException {
        out.writeLong(-1 - newer);
        out.writeDouble(lowest);
        out.writeDouble(highest);
        moments.save(out);
    }

    /** Takes over what {@link #save} wrote, or {@link RunningMoments#save}. */
    void load(DataInput in) throws IOException {
        reset();
        long first = in.readLong();
        if (first >= 0) {
            moments.load(first, in);
            return;
        }
        newer = -1 - first;
        lowest = in.readDouble();
        highest = in.readDouble();
        moments.load(in);
    }
}
