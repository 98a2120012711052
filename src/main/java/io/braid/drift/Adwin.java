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
 * moves by h after n0 numbers is found as soon as e_cut is below h/2, or before. Memory is that of a {@link Histogram}, which
 * is logarithmic in the length of the window, and so is the time of a check.
 */
public final class Adwin implements DriftDetector {
    /** Numbers between two checks, which the paper leaves open; a change is found at most this much later. */
    static final int INTERVAL = 32;

    private final double delta;
    private final Histogram window = new Histogram();
    private int sinceCheck;
    private long sinceRise;

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
        boolean risen = false;
        for (long cut = strongestCut(); cut != 0; cut = strongestCut()) {
            // A rise from before the last one that was told is that one: some of the numbers before it were left.
            risen |= cut > 0 && cut <= sinceRise;
            window.dropOldest();
        }
        if (risen) {
            sinceRise = 0;
        }
        return risen;
    }

    /**
     * Where the means of the two parts of the window differ most, in terms of e_cut: the length of the newer part, negative if its mean is
     * lower; 0 if they differ by more than e_cut nowhere.
     */
    private long strongestCut() {
        double n = window.count();
        double confidence = Math.log(2 * Math.log(n) / delta);
        double slack = 2.0 / 3.0 * confidence;
        double strongest = 2 * window.variance() * confidence;
        double rest = window.sum();
        double n0 = 0;
        double sum0 = 0;
        long cut = 0;
        for (int row = window.rows() - 1; row >= 0; row--) {
            for (int bucket = 0; bucket < window.buckets(row); bucket++) {
                double sum = window.sum(row, bucket);
                n0 += Histogram.size(row);
                sum0 += sum;
                rest -= sum;
                double n1 = n - n0;
                // |mean1 - mean0| > sqrt(2/m v ln(2/d')) + slack / m, times m = n0 n1 / n: no root for each boundary.
                double gap = (rest * n0 - sum0 * n1) / n;
                double excess = Math.abs(gap) - slack;
                if (excess > 0 && excess * excess > strongest * (n0 * n1 / n)) {
                    strongest = excess * excess / (n0 * n1 / n);
                    cut = (long) Math.copySign(n1, gap);
                }
            }
        }
        return cut;
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
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(sinceCheck);
        out.writeLong(sinceRise);
        window.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sinceCheck = in.readInt();
        sinceRise = in.readLong();
        window.load(in);
    }
}
