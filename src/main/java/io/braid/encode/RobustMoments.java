package io.braid.encode;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and deviation of a stream of numbers that single outliers can't spoil, and that follow a lasting change of scale
 * in either direction. Where nothing of the kind happens they are those of Welford's method.
 *
 * <ul>
 *   <li>A number further than {@link #LIMIT} deviations from the mean counts as that far (it is winsorised), and
 *       shortens the memory by one part in {@link #MEMORY_PER_CUT}. One outlier hardly matters; when they don't end,
 *       a few hundred of them set the new scale.
 *   <li>When the newer half of all numbers fits into half a deviation, the older half was of another scale, and is
 *       forgotten. So a scale is forgotten within three times as many numbers as it lasted, or 2,097,152.
 * </ul>
 *
 * <p>Sources: B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4(3),
 * 1962; of the first rule J. W. Tukey, "The future of data analysis", Annals of Mathematical Statistics 33, 1962. Decision:
 * docs/decisions/0011.
 */
final class RobustMoments {
    /** How many deviations from the mean a number counts at most; a rarer one than 1 in its square is an outlier. */
    static final double LIMIT = 64;

    /** Of how many parts of the memory a cut number removes one. */
    static final int MEMORY_PER_CUT = 32;

    /** How many numbers a deviation must stand on, to cut others by it or to be taken as the newer one. */
    static final int SETTLED = 32;

    /** The longest half that is waited for. */
    static final int LONGEST_HALF = 1 << 20;

    private final MomentsTable table;
    private final int row;

    /** Moments with a table of their own. */
    RobustMoments() {
        this(new MomentsTable(1), 0);
    }

    /** The moments in {@code row} of {@code table}, which it empties. */
    RobustMoments(MomentsTable table, int row) {
        this.table = table;
        this.row = row;
        reset();
    }

    /** Takes one number into account, which a float can hold. */
    void add(double value) {
        include(isOutlier(value) ? cut(value) : value);
        table.newer[row]++;
        table.lowest[row] = Math.min(table.lowest[row], value);
        table.highest[row] = Math.max(table.highest[row], value);
        double newer = table.newer[row];
        if (newer >= SETTLED && newer >= Math.min(Math.floor(table.counts[row] / 2), LONGEST_HALF)) {
            forgetOtherScale();
        }
    }

    private void include(double value) {
        table.counts[row]++;
        double delta = value - table.means[row];
        table.means[row] += delta / table.counts[row];
        table.squares[row] += delta * (value - table.means[row]);
    }

    private boolean isOutlier(double value) {
        double distance = value - table.means[row];
        double count = table.counts[row];
        double squares = table.squares[row];
        return count >= SETTLED && squares > 0 && distance * distance * count > LIMIT * LIMIT * squares;
    }

    private double cut(double value) {
        shorten();
        return limited(value);
    }

    /** Lets all that was added weigh a little less; mean and deviation stay, but for rounding. */
    private void shorten() {
        double count = table.counts[row];
        double gone = Math.floor(count / MEMORY_PER_CUT);
        table.squares[row] -= table.squares[row] / count * gone;
        table.counts[row] = count - gone;
    }

    /** {@code value}, or the nearest that lies within {@link #LIMIT} deviations from the mean. */
    double limited(double value) {
        double reach = LIMIT * deviation();
        return Math.max(mean() - reach, Math.min(mean() + reach, value));
    }

    private void forgetOtherScale() {
        double lowest = table.lowest[row];
        double highest = table.highest[row];
        // Equal numbers tell nothing of a scale.
        if (highest > lowest && highest - lowest < deviation() / 2) {
            forget();
            include(lowest);
            include(highest);
        }
        startHalf();
    }

    private void startHalf() {
        table.newer[row] = 0;
        table.lowest[row] = Double.POSITIVE_INFINITY;
        table.highest[row] = Double.NEGATIVE_INFINITY;
    }

    private void forget() {
        table.counts[row] = 0;
        table.means[row] = 0;
        table.squares[row] = 0;
    }

    /** Whether no number was added yet. */
    boolean isEmpty() {
        return table.counts[row] == 0;
    }

    /** The mean; 0 before the first number. */
    double mean() {
        return table.means[row];
    }

    /** The standard deviation (over n); 0 while all numbers were equal. */
    double deviation() {
        return isEmpty() ? 0 : Math.sqrt(table.squares[row] / table.counts[row]);
    }

    void reset() {
        forget();
        startHalf();
    }

    /** Writes the state. Its first number is negative, which tells it from version 1's, which begins with the count. */
    void save(DataOutput out) throws IOException {
        out.writeLong(-1 - (long) table.newer[row]);
        out.writeDouble(table.lowest[row]);
        out.writeDouble(table.highest[row]);
        out.writeLong((long) table.counts[row]);
        out.writeDouble(table.means[row]);
        out.writeDouble(table.squares[row]);
    }

    /** Takes over what {@link #save} wrote, or version 1: count, mean and sum of squared deviations alone. */
    void load(DataInput in) throws IOException {
        startHalf();
        long first = in.readLong();
        if (first < 0) {
            table.newer[row] = -1 - first;
            table.lowest[row] = in.readDouble();
            table.highest[row] = in.readDouble();
            first = in.readLong();
        }
        table.counts[row] = first;
        table.means[row] = in.readDouble();
        table.squares[row] = in.readDouble();
    }
}
