package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/**
 * Squared error near the label, absolute error beyond {@code delta}: outliers pull with bounded force.
 *
 * <p>Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.
 *
 * @param delta where the two meet, in the label's scaled unit
 */
record Huber(float delta) implements Loss {
    @Override
    public double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight) {
        return kernels.huber(delta, outputs, examples, weight);
    }
}
