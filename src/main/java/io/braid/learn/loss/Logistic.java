package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/** Negative log-likelihood of a label 0 or 1 under the logistic function of one output: log(1 + e^z) - yz. */
record Logistic() implements Loss {
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
        return kernels.logistic(examples, outputs, targets, weight, predictions, slopes);
    }
}
