package io.braid.learn.optimizer;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Stretches;

/**
 * Adam: steps along the running mean of the gradient over the root of its running square, both corrected for their start
 * at zero.
 *
 * <p>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 *
 * @param learningRate the step size
 * @param beta1 how much of the running mean stays at each update
 * @param beta2 how much of the running square stays at each update
 * @param epsilon added to the root, against division by zero
 */
public record Adam(float learningRate, float beta1, float beta2, float epsilon) implements Optimizer {
    /** Adam with the paper's other settings. */
    public Adam(float learningRate) {
        this(learningRate, 0.9f, 0.999f, 1e-8f);
    }

    @Override
    public int planes() {
        return 2;
    }

    @Override
    public void update(Kernels kernels, Stretches stretches, float factor, long step) {
        double correction1 = 1 - Math.pow(beta1, (double) step);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, (double) step));
        float rate = (float) (learningRate * correction2 / correction1);
        kernels.adam(stretches, factor, rate, beta1, beta2, (float) (epsilon * correction2));
    }
}
