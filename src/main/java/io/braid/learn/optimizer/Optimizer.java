package io.braid.learn.optimizer;

import io.braid.config.OptimizerConfig;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Stretches;

/**
 * How parameters follow their gradients, for any stretch of parameters: a layer, a head, one embedding row.
 *
 * <p>Order of use: {@link #start} once on fresh parameters, then {@link #update} for each gradient, with a step number
 * that counts the updates of that stretch from 1.
 */
public sealed interface Optimizer permits Adam, AdaGrad, Sgd, Ftrl {
    /**
     * The longest gradient, and the largest learning rate and the inverse of the smallest, that leave finite parameters and
     * state finite whatever they are: what such a step adds is less than half of the last digit of the largest float, and
     * rounds away there. Beyond it an update has to be tried before it is made.
     */
    float ORDINARY = 1e9f;

    /** How many floats of state a parameter has; each kind lies in an array of its own, a plane. */
    int planes();

    /**
     * Moves the parameters of {@code stretches} once, by their gradient times {@code factor}.
     *
     * @param kernels what computes
     * @param step the number of this update, from 1
     */
    void update(Kernels kernels, Stretches stretches, float factor, long step);

    /** Sets {@code state} such that it agrees with the initial {@code parameters}; zeros unless said otherwise. */
    default void start(float[] parameters, float[][] state, int count) {}

    /** The optimiser called {@code type}, with its usual settings. */
    static Optimizer of(OptimizerConfig.Type type, double learningRate) {
        float rate = (float) learningRate;
        return switch (type) {
            case ADAM -> new Adam(rate);
            case ADAGRAD -> new AdaGrad(rate);
            case SGD -> new Sgd(rate);
            case FTRL -> new Ftrl(rate);
        };
    }
}
