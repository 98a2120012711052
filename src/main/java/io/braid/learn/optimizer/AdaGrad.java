package io.braid.learn.optimizer;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Stretches;

/**
 * AdaGrad: steps shrink with the root of the sum of all squared gradients, so that rarely touched parameters keep large
 * steps.
 *
 * <p>Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization",
 * JMLR 12, 2011.
 *
 * @param learningRate the step size
 * @param epsilon added to the root, against division by zero
 */
public record AdaGrad(float learningRate, float epsilon) implements Optimizer {
    /** AdaGrad with the usual epsilon. */
    public AdaGrad(float learningRate) {
        this(learningRate, 1e-10f);
    }

    @Override
    public int planes() {
        return 1;
    }

    @Override
    public void update(Kernels kernels, Stretches stretches, float factor, long step) {
        kernels.adaGrad(stretches, factor, learningRate, epsilon);
    }
}
