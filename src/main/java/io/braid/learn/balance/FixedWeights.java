package io.braid.learn.balance;

import java.util.Arrays;

/** Every factor is 1: the losses count as the configuration's weights say. */
record FixedWeights() implements Weighting {
    @Override
    public void weigh(float[] factors) {
        Arrays.fill(factors, 1f);
    }

    @Override
    public void observe(double[] losses, int[] labels, Gram gradients) {}
}
