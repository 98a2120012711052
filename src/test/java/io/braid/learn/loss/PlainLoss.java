package io.braid.learn.loss;

import io.braid.config.LossType;

/**
 * A loss again, in double precision and for one example: what the kernels must agree with.
 *
 * @param delta where Huber's loss becomes linear; the others have none
 */
public record PlainLoss(LossType type, double delta) {
    private static final double POISSON_LIMIT = 15;

    /** The loss called {@code type}, as it is configured. */
    public PlainLoss(LossType type) {
        this(type, 1);
    }

    /** The loss of an example with these raw outputs, not weighted. */
    public double value(double[] outputs, double target) {
        double z = outputs[0];
        return switch (type) {
            case LOGISTIC -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z;
            case CROSS_ENTROPY -> logOfSum(outputs) - outputs[(int) target];
            case MSE -> (z - target) * (z - target);
            case HUBER -> {
                double size = Math.abs(z - target);
                yield size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
            }
            case POISSON -> rate(z) - target * z;
        };
    }

    /** The derivative of {@link #value} by each output. */
    public double[] slopes(double[] outputs, double target) {
        double[] slopes = predictions(outputs);
        switch (type) {
            case LOGISTIC -> slopes[0] -= target;
            case CROSS_ENTROPY -> slopes[(int) target] -= 1;
            case MSE -> slopes[0] = 2 * (outputs[0] - target);
            case HUBER -> slopes[0] = Math.max(-delta, Math.min(delta, outputs[0] - target));
            case POISSON -> slopes[0] = Math.exp(Math.min(outputs[0], POISSON_LIMIT)) - target;
        }
        return slopes;
    }

    /** The outputs as probabilities, or as the expected number in its scaled unit. */
    public double[] predictions(double[] outputs) {
        double[] predictions = outputs.clone();
        double log = logOfSum(outputs);
        for (int k = 0; k < outputs.length; k++) {
            predictions[k] = switch (type) {
                case LOGISTIC -> 1 / (1 + Math.exp(-outputs[k]));
                case CROSS_ENTROPY -> Math.exp(outputs[k] - log);
                case MSE, HUBER -> outputs[k];
                case POISSON -> rate(outputs[k]);
            };
        }
        return predictions;
    }

    private static double logOfSum(double[] outputs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double output : outputs) {
            largest = Math.max(largest, output);
        }
        double sum = 0;
        for (double output : outputs) {
            sum += Math.exp(output - largest);
        }
        return largest + Math.log(sum);
    }

    private static double rate(double z) {
        double rate = Math.exp(Math.min(z, POISSON_LIMIT));
        return z <= POISSON_LIMIT ? rate : rate * (1 + z - POISSON_LIMIT);
    }
}
