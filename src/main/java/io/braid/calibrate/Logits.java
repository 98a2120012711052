package io.braid.calibrate;

/** What both calibrations of probabilities take for the surest probability. */
final class Logits {
    /** Nearer to 0 or 1 a probability counts as this near, which keeps logits within 17.4: there a float can't tell it from 1. */
    static final double SMALLEST = 0x1p-25;

    private Logits() {}

    /** {@code probability}, at least {@link #SMALLEST} from 0 and from 1. */
    static double limited(double probability) {
        return Math.max(SMALLEST, Math.min(1 - SMALLEST, probability));
    }
}
