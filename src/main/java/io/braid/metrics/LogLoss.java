package io.braid.metrics;

/** The logarithmic loss of one prediction. */
final class LogLoss {
    /** The smallest probability that is believed, as in scikit-learn's {@code log_loss} up to version 1.2. */
    static final double SMALLEST = 1e-15;

    private LogLoss() {}

    /** The loss when what happened had been predicted with {@code probability}: finite, at most 34.54. */
    static double of(double probability) {
        return -Math.log(Math.min(Math.max(probability, SMALLEST), 1 - SMALLEST));
    }
}
