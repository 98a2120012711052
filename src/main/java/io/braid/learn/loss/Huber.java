package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/**
 * Squared error near the label, absolute error beyond {@code delta}: outliers pull with bounded force.
 *
 * <p>Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.
 *
 * @param delta where the two meet, in the label's scaled unit
 */
record Huber(float delta) implements Loss {
    @Override
    public double evaluate(
            Kernels kernels,
            int count,
            int examples,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes) {
        return kernels.huber(delta, examples, outputs, targets, weight, predictions, slopes);
    }
}
