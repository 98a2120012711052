package io.braid.learn.optimizer;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Stretches;

/**
 * Stochastic gradient descent with momentum.
 *
 * <p>Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in the form of Sutskever
 * et al., ICML 2013, without their look-ahead.
 *
 * @param learningRate the step size
 * @param momentum how much of the last step is taken again
 */
public record Sgd(float learningRate, float momentum) implements Optimizer {
    /** SGD with a momentum of 0.9. */
    public Sgd(float learningRate) {
        this(learningRate, 0.9f);
    }

    @Override
    public int planes() {
        return 1;
    }

    @Override
    public void update(Kernels kernels, Stretches stretches, float factor, long step) {
        kernels.momentum(stretches, factor, learningRate, momentum);
    }
}
