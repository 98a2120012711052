package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/** Negative log-likelihood of a label 0 or 1 under the logistic function of one output: log(1 + e^z) - yz. */
record Logistic() implements Loss {
    @Override
    public double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight) {
        return kernels.logistic(outputs, examples, weight);
    }
}
