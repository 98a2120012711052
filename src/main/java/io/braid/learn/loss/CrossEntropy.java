package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/** Negative log-likelihood of a class under softmax: log(sum over j of e^z_j) - z_y. */
record CrossEntropy() implements Loss {
    @Override
    public double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight) {
        return kernels.softmax(outputs, examples, weight);
    }
}
