package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/** The squared error of one output: (z - y)^2. */
record SquaredError() implements Loss {
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
        return kernels.squaredError(examples, outputs, targets, weight, predictions, slopes);
    }
}
