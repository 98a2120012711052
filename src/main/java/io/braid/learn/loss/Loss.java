package io.braid.learn.loss;

import io.braid.config.LossType;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.TaskOutputs;

/**
 * What a task minimises, as a function of the model's raw outputs, for the examples of a chunk.
 *
 * <p>Every loss is finite, with a finite gradient, at outputs that a model may come to.
 */
public sealed interface Loss permits Logistic, CrossEntropy, SquaredError, Huber, Poisson {
    /**
     * The predictions, the losses and their gradient.
     *
     * @param kernels what computes
     * @param outputs the task's outputs for {@code examples} examples, and where the results go
     * @param weight what the gradient is multiplied by
     * @return the sum of the losses, not weighted
     */
    double evaluate(Kernels kernels, TaskOutputs outputs, int examples, float weight);

    /** The sum of the least that this loss can be for each of the first {@code count} of {@code labels}; {@code NaN} stands for none. */
    default double least(float[] labels, int count) {
        return 0;
    }

    /** The loss called {@code type}. */
    static Loss of(LossType type) {
        return switch (type) {
            case LOGISTIC -> new Logistic();
            case CROSS_ENTROPY -> new CrossEntropy();
            case MSE -> new SquaredError();
            case HUBER -> new Huber(1f);
            case POISSON -> new Poisson();
        };
    }
}
