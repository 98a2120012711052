package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The area under the ROC curve out of two histograms of the predicted probabilities, one of the positives and one of
 * the negatives.
 *
 * <p>The curve depends on the order of the probabilities alone, and the histograms keep that order except inside a
 * bin, where everything counts as tied. Bins must therefore be narrow where probabilities crowd: near 0 for a rare
 * event, near 1 for a common one. These are nearly even on the scale of the logit, from 1/256 to 1/96 wide: below one
 * half a bin is a binade of the floating-point format cut in 128 (its exponent and the first 7 bits of its fraction,
 * so no logarithm is needed), above one half the same of 1 − p, which is exact there. Probabilities nearer to 0 or 1
 * than 2^-25 share the outermost bins.
 *
 * <p>The error is the share of pairs that fall into one bin times what such pairs deviate from a coin's toss: about
 * 1e-5 for logits that are spread over a unit or more. Probabilities that all fall into one bin count as equal.
 */
final class RankHistograms {
    /** Bits of the fraction that a bin does not tell apart. */
    private static final int SHIFT = 16;

    private static final int LOWEST = Float.floatToRawIntBits(0x1p-25f) >> SHIFT;

    /** Bins of the probabilities up to one half. */
    private static final int HALF = (Float.floatToRawIntBits(0.5f) >> SHIFT) - LOWEST + 1;

    private final long[] positives = new long[2 * HALF];
    private final long[] negatives = new long[2 * HALF];

    void add(float probability, boolean positive) {
        (positive ? positives : negatives)[bin(probability)]++;
    }

    /** The area, or {@code NaN} while there is no pair of a positive and a negative. */
    double auc() {
        double below = 0;
        double ordered = 0;
        double all = 0;
        for (int bin = 0; bin < positives.length; bin++) {
            ordered += positives[bin] * (below + 0.5 * negatives[bin]);
            below += negatives[bin];
            all += positives[bin];
        }
        return ordered / (all * below);
    }

    void reset() {
        Arrays.fill(positives, 0);
        Arrays.fill(negatives, 0);
    }

    void save(DataOutput out) throws IOException {
        Counts.write(out, positives);
        Counts.write(out, negatives);
    }

    void load(DataInput in) throws IOException {
        Counts.read(in, positives);
        Counts.read(in, negatives);
    }

    private static int bin(float probability) {
        return probability < 0.5f ? distance(probability) : 2 * HALF - 1 - distance(1 - probability);
    }

    /** The bin of {@code value} from 0 to one half, counted from 0; a value below 0, from rounding, is in the first. */
    private static int distance(float value) {
        return Math.max(0, (Float.floatToRawIntBits(value) >> SHIFT) - LOWEST);
    }
}
