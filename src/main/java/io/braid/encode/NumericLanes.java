package io.braid.encode;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The usual step of {@link RobustMoments} and {@link NumericEncoder} for several rows at once: the same operations in the same
 * order, so with the same bits. Loaded only where the module jdk.incubator.vector is.
 */
final class NumericLanes {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** How many rows a step takes. */
    static final int COUNT = SPECIES.length();

    private NumericLanes() {}

    /**
     * Adds {@code values} to the rows of {@code moments} from {@code from} on, except where they are {@code NaN}, and writes
     * them in standard deviations from the mean to {@code standardised}.
     *
     * @return false if some row needs more than the usual step, being young, or in the face of an outlier or of the end of a
     *     half; then nothing was added
     */
    static boolean standardise(MomentsTable moments, int from, double[] values, double[] standardised) {
        DoubleVector value = DoubleVector.fromArray(SPECIES, values, from);
        DoubleVector oldCount = DoubleVector.fromArray(SPECIES, moments.counts, from);
        DoubleVector oldMean = DoubleVector.fromArray(SPECIES, moments.means, from);
        DoubleVector oldSquares = DoubleVector.fromArray(SPECIES, moments.squares, from);
        DoubleVector oldNewer = DoubleVector.fromArray(SPECIES, moments.newer, from);
        VectorMask<Double> missing = value.test(VectorOperators.IS_NAN);
        DoubleVector count = oldCount.add(1);
        DoubleVector newer = oldNewer.add(1);
        DoubleVector delta = value.sub(oldMean);
        VectorMask<Double> usual = delta.mul(delta)
                .mul(oldCount)
                .compare(VectorOperators.LE, oldSquares.mul(RobustMoments.LIMIT * RobustMoments.LIMIT))
                .and(oldCount.compare(VectorOperators.GE, RobustMoments.SETTLED))
                .and(newer.add(newer).add(1).compare(VectorOperators.LT, count))
                .and(newer.compare(VectorOperators.LT, RobustMoments.LONGEST_HALF));
        if (!usual.or(missing).allTrue()) {
            return false;
        }
        DoubleVector mean = oldMean.add(delta.div(count));
        DoubleVector distance = value.sub(mean);
        DoubleVector squares = oldSquares.add(delta.mul(distance));
        DoubleVector lowest = DoubleVector.fromArray(SPECIES, moments.lowest, from);
        DoubleVector highest = DoubleVector.fromArray(SPECIES, moments.highest, from);
        count.blend(oldCount, missing).intoArray(moments.counts, from);
        mean.blend(oldMean, missing).intoArray(moments.means, from);
        squares.blend(oldSquares, missing).intoArray(moments.squares, from);
        newer.blend(oldNewer, missing).intoArray(moments.newer, from);
        lowest.min(value).blend(lowest, missing).intoArray(moments.lowest, from);
        highest.max(value).blend(highest, missing).intoArray(moments.highest, from);
        DoubleVector deviation = squares.div(count).sqrt();
        distance.div(deviation)
                .min(NumericEncoder.LIMIT)
                .max(-NumericEncoder.LIMIT)
                .blend(0, deviation.compare(VectorOperators.LE, 0))
                .intoArray(standardised, from);
        return true;
    }
}
