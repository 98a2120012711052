package io.braid.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The Page-Hinkley test: adds up by how much the numbers lie above their mean so far and a tolerance, and alarms when
 * this has risen from its lowest by more than a threshold.
 *
 * <p>Sources: Page, "Continuous inspection schemes", Biometrika 41, 1954; Hinkley, "Inference about the change-point
 * from cumulative sum tests", Biometrika 58, 1971; as in Gama et al., "A survey on concept drift adaptation", ACM Computing
 * Surveys 46, 2014, with the sum fading by a factor. Their m(t) - min m is kept as
 *
 * <pre>g(t) = max(0, fading g(t-1) + x(t) - mean(t) - tolerance),  alarm when g(t) &gt; threshold</pre>
 *
 * which is the same without fading. After an alarm it starts over.
 *
 * <p>The threshold follows from delta: for numbers from 0 to 1 whose mean stays, the probability that a sum which starts at a given
 * number ever gets above the threshold is at most exp(-8 tolerance threshold) (Lundberg's inequality, with Hoeffding's lemma for the
 * exponent), so with threshold = ln(1/delta) / (8 tolerance) there are on average at most delta false alarms a number. A mean that rises by h is
 * found after about threshold / (h - tolerance) numbers, and never when h is below
 * tolerance + (1 - fading) threshold.
 */
public final class PageHinkley implements DriftDetector {
    /** The rise that nobody minds: of half a hundredth, as is usual. */
    static final double TOLERANCE = 0.005;

    /** What is left of the sum after each number, as is usual. */
    static final double FADING = 0.9999;

    private final double tolerance;
    private final double fading;
    private final double threshold;
    private long count;
    private double mean;
    private double excess;

    /**
     * A test with the usual tolerance and fading, that has seen nothing.
     *
     * @param delta greatest number of false alarms a number, between 0 and 1
     */
    public PageHinkley(double delta) {
        this(delta, TOLERANCE, FADING);
    }

    PageHinkley(double delta, double tolerance, double fading) {
        this.tolerance = tolerance;
        this.fading = fading;
        this.threshold = Math.log(1 / delta) / (8 * tolerance);
    }

    @Override
    public boolean add(double value) {
        double deviation = DriftDetector.checked(value) - mean;
        mean += deviation / ++count;
        excess = Math.max(0, fading * excess + value - mean - tolerance);
        if (excess > threshold) {
            reset();
            return true;
        }
        return false;
    }

    /** The sum that is compared with the {@link #threshold}. */
    double excess() {
        return excess;
    }

    double threshold() {
        return threshold;
    }

    @Override
    public void reset() {
        count = 0;
        mean = 0;
        excess = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(excess);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        mean = in.readDouble();
        excess = in.readDouble();
    }
}
