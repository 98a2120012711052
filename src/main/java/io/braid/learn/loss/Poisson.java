package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/**
 * Negative log-likelihood of a count under an exponential link, up to a constant: e^z - yz; beyond {@link #LIMIT} the
 * exponential goes on as its tangent, so that value and slope stay finite.
 */
record Poisson() implements Loss {
    /** The output from which on the rate grows in a straight line. */
    static final float LIMIT = 15;

    @Override
    public double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight) {
        return kernels.poisson(LIMIT, outputs, examples, weight);
    }

    /** It is least where e^z is the label y: y - y log y. */
    @Override
    public double least(float[] labels, int count) {
        double sum = 0;
        for (int r = 0; r < count; r++) {
            float label = labels[r];
            sum += label > 0 ? label - label * StrictMath.log(label) : 0;
        }
        return sum;
    }
}
