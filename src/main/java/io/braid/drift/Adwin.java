package io.braid.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * ADWIN: a window that grows as long as its numbers may have one mean, and loses its old part when two parts of it
 * have means that are too far from each other.
 *
 * <p>Source: Bifet and Gavalda, "Learning from time-changing data with adaptive windowing", SDM 2007, ADWIN2. The parts are
 * told apart when their means differ by more than the paper's
 *
 * <pre>e_cut = sqrt(2/m v ln(2/d')) + 2/(3m) ln(2/d'),  1/m = 1/n0 + 1/n1,  d' = delta / ln n</pre>
 *
 * where n0 and n1 are their lengths, n and v the length and the variance of the window. While the mean stays, a check
 * finds a change with a probability of at most delta, by the normal approximation that this e_cut takes; in tests it is far less. A mean that
 * moves by h after n0 numbers is found as soon as e_cut is below h/2, or before. Cuts for a rise that follow each other while
 * what is new is less than what the last one left are of one rise, which is told at the first of them. Memory is that of a {@link Histogram}, which
 * is logarithmic in the length of the window, and so is the time of a check.
 */
public final class Adwin implements DriftDetector {
    /** Numbers between two checks, which the paper leaves open; a change is found at most this much later. */
    static final int INTERVAL = 32;

    private final double delta;
    private final Histogram window = new Histogram();
    private int sinceCheck;
    private long sinceRise;
    private long leftAtRise;

    /**
     * A detector that has seen nothing.
     *
     * @param delta greatest probability that a check finds a change where there is none, between 0 and 1
     */
    public Adwin(double delta) {
        this.delta = delta;
    }

    @Override
    public boolean add(double value) {
        window.add(DriftDetector.checked(value));
        if (++sinceCheck < INTERVAL) {
            return false;
        }
        sinceCheck = 0;
        sinceRise += INTERVAL;
        boolean rise = false;
        for (int cut = cut(); cut != 0; cut = cut()) {
            rise |= cut > 0;
            window.dropOldest();
        }
        if (!rise) {
            return false;
        }
        // What is left may still have some numbers from before the rise in front, which the next checks cut off.
        boolean isNew = sinceRise >= leftAtRise;
        sinceRise = 0;
        leftAtRise = window.count();
        return isNew;
    }

    /** 1 when some boundary has too much of a higher mean behind it, -1 when of a lower one, 0 when there is none such. */
    private int cut() {
        long n = window.count();
        double confidence = Math.log(2 * Math.log((double) n) / delta);
        double spread = 2 * window.variance() * confidence;
        double slack = 2.0 / 3.0 * confidence;
        double rest = window.sum();
        double n0 = 0;
        double sum0 = 0;
        for (int row = window.rows() - 1; row >= 0; row--) {
            for (int bucket = 0; bucket < window.buckets(row); bucket++) {
                n0 += Histogram.size(row);
                double n1 = n - n0;
                if (n1 <= 0) {
                    return 0;
                }
                double sum = window.sum(row, bucket);
                sum0 += sum;
                rest -= sum;
                // |mean1 - mean0| > sqrt(spread / m) + slack / m, times m and squared: no root for each boundary.
                double m = n0 * n1 / n;
                double gap = (rest * n0 - sum0 * n1) / n;
                double excess = Math.abs(gap) - slack;
                if (excess > 0 && excess * excess > spread * m) {
                    return gap > 0 ? 1 : -1;
                }
            }
        }
        return 0;
    }

    /** How many of the last numbers are taken to have one mean. */
    public long length() {
        return window.count();
    }

    /** Their mean; {@code NaN} when there is none. */
    public double mean() {
        return window.mean();
    }

    Histogram window() {
        return window;
    }

    @Override
    public void reset() {
        window.reset();
        sinceCheck = 0;
        sinceRise = 0;
        leftAtRise = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(sinceCheck);
        out.writeLong(sinceRise);
        out.writeLong(leftAtRise);
        window.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sinceCheck = in.readInt();
        sinceRise = in.readLong();
        leftAtRise = in.readLong();
        window.load(in);
    }
}
