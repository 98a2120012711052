package io.braid.config;

/** The losses, by the names that the configuration writes in lower case. */
public enum LossType {
    /** Negative log-likelihood of a Bernoulli variable under a logit. */
    LOGISTIC,
    /** Cross-entropy of a categorical variable under softmax. */
    CROSS_ENTROPY,
    /** The squared error. */
    MSE,
    /** Squared near zero, linear beyond one standard deviation of the label. */
    HUBER,
    /** Negative log-likelihood of a count under an exponential link. */
    POISSON
}
