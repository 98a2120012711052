package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * e^x and log x for all lanes of a vector, right to 2 units in the last place. What is no number stays so.
 *
 * <p>Source: the polynomials of S. L. Moshier's Cephes library (expf, logf), 1989; the split of ln 2 is W. J. Cody and
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
    private static final int MANTISSA = 0x007FFFFF;
    private static final int HALF_BITS = 0x3F000000;
    private static final float SQRT_HALF = 0.70710678f;

    private Exponentials() {}

    /** e^x; x is cut to between -87.3 and 88.3, where the result is a normal float. */
    static FloatVector exp(FloatVector x) {
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

    /** log x of normal positive floats. */
    static FloatVector log(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector exponent = bits.lanewise(VectorOperators.LSHR, MANTISSA_BITS).add(ROUND_BITS - EXPONENT_BIAS + 1);
        FloatVector m = bits.and(MANTISSA).or(HALF_BITS).reinterpretAsFloats();
        FloatVector e = exponent.reinterpretAsFloats().sub(ROUND);
        VectorMask<Float> small = m.compare(VectorOperators.LT, SQRT_HALF);
        e = e.blend(e.sub(1f), small);
        m = m.blend(m.add(m), small).sub(1f);
        FloatVector square = m.mul(m);
        FloatVector y = m.fma(Floats.all(7.0376836292e-2f), Floats.all(-1.1514610310e-1f));
        y = y.fma(m, Floats.all(1.1676998740e-1f));
        y = y.fma(m, Floats.all(-1.2420140846e-1f));
        y = y.fma(m, Floats.all(1.4249322787e-1f));
        y = y.fma(m, Floats.all(-1.6668057665e-1f));
        y = y.fma(m, Floats.all(2.0000714765e-1f));
        y = y.fma(m, Floats.all(-2.4999993993e-1f));
        y = y.fma(m, Floats.all(3.3333331174e-1f));
        y = y.mul(m).mul(square);
        y = e.fma(Floats.all(LN2_LOW), y);
        y = square.fma(Floats.all(-0.5f), y);
        return e.fma(Floats.all(LN2_HIGH), m.add(y));
    }
}
