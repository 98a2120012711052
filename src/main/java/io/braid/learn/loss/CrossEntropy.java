package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/** Negative log-likelihood of a class under softmax: log(sum over j of e^z_j) - z_y. */
record CrossEntropy() implements Loss {
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
        return kernels.softmax(count, examples, outputs, targets, weight, predictions, slopes);
    }
}
