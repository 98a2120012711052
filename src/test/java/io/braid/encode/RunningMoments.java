package io.braid.encode;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and variance of a stream of numbers in constant memory, stable at any offset.
 *
 * <p>Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4(3), 1962.
 */
public final class RunningMoments {
    private long count;
    private double mean;
    private double squares;

    /** Takes one finite number into account. */
    public void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Their mean; 0 before the first. */
    public double mean() {
        return mean;
    }

    /** Their standard deviation (over n); 0 before the second. */
    public double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** The sum of their squared deviations from the mean. */
    double squares() {
        return squares;
    }

    /** Lets all that was added weigh one part in {@code parts} less; mean and deviation stay, but for rounding. */
    void shorten(int parts) {
        long gone = count / parts;
        squares -= squares / count * gone;
        count -= gone;
    }

    /** Forgets everything. */
    public void reset() {
        count = 0;
        mean = 0;
        squares = 0;
    }

    /** Writes the state: count, mean, sum of squared deviations. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(squares);
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        load(in.readLong(), in);
    }

    /** Takes over what {@link #save} wrote after {@code count}. */
    void load(long count, DataInput in) throws IOException {
        this.count = count;
        mean = in.readDouble();
        squares = in.readDouble();
    }
}
