package io.braid.learn.optimizer;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Stretches;

/**
 * FTRL-Proximal: the parameter that minimises all linearised losses so far plus a penalty that grows with the gradients;
 * with {@code l1} above zero, parameters of little use are exactly zero.
 *
 * <p>Source: McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1. Embedding rows start
 * away from zero; their start enters the state as if earlier gradients had led there.
 *
 * @param alpha the step size
 * @param beta smooths the first steps
 * @param l1 pull towards exactly zero
 * @param l2 pull towards small parameters
 */
public record Ftrl(float alpha, float beta, float l1, float l2) implements Optimizer {
    /** FTRL with beta 1 and no pull to zero. */
    public Ftrl(float learningRate) {
        this(learningRate, 1f, 0f, 0f);
    }

    @Override
    public int planes() {
        return 2;
    }

    @Override
    public void start(float[] parameters, float[][] state, int count) {
        for (int i = 0; i < count; i++) {
            float linear = -parameters[i] * (beta / alpha + l2);
            state[0][i] = linear == 0 ? 0 : linear + Math.copySign(l1, linear);
        }
    }

    @Override
    public void update(Kernels kernels, Stretches stretches, float factor, long step) {
        kernels.ftrl(stretches, factor, alpha, beta, l1, l2);
    }
}
