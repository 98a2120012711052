package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/** The squared error of one output: (z - y)^2. */
record SquaredError() implements Loss {
    @Override
    public double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight) {
        return kernels.squaredError(outputs, examples, weight);
    }
}
