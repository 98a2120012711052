package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e^x by vectors, right to 2 units in the last place for x between -87.3 and 88.3, at whose ends it stays. What is no number
 * stays so.
 *
 * <p>Source: the polynomial of S. L. Moshier's Cephes library (expf), 1989; the split of ln 2 is W. J. Cody and
 * W. Waite's, "Software manual for the elementary functions", 1980.
 */
final class Exponentials {
    private static final float LOWEST = -87.3f;
    private static final float HIGHEST = 88.3f;
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** Added to a number of moderate size, it leaves the nearest integer in the last bits. */
    private static final float ROUND = 12582912f;

    private static final int ROUND_BITS = 0x4B400000;
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Exponentials() {}

    /** Replaces the first {@code count} numbers x, a multiple of {@link Floats#LANES}, by e^x. */
    static void exp(float[] numbers, int count) {
        for (int i = 0; i < count; i += Floats.LANES) {
            exp(FloatVector.fromArray(Floats.SPECIES, numbers, i)).intoArray(numbers, i);
        }
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector cut = x.max(LOWEST).min(HIGHEST);
        FloatVector shifted = cut.mul(LOG2_E).add(ROUND);
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(Floats.all(-LN2_HIGH), cut);
        r = n.fma(Floats.all(-LN2_LOW), r);
        FloatVector y = r.fma(Floats.all(1.9875691500e-4f), Floats.all(1.3981999507e-3f));
        y = y.fma(r, Floats.all(8.3334519073e-3f));
        y = y.fma(r, Floats.all(4.1665795894e-2f));
        y = y.fma(r, Floats.all(1.6666665459e-1f));
        y = y.fma(r, Floats.all(5.0000001201e-1f));
        y = y.mul(r).fma(r, r).add(1f);
        IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS).add(EXPONENT_BIAS);
        return y.mul(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats());
    }
}
