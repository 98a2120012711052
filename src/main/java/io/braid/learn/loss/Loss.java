package io.braid.learn.loss;

import io.braid.config.LossType;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/**
 * What a task minimises, as a function of the model's raw outputs, for the examples of a chunk.
 *
 * <p>Every loss is finite, with a finite gradient, at outputs that a model may come to.
 */
public sealed interface Loss permits Logistic, CrossEntropy, SquaredError, Huber, Poisson {
    /**
     * The predictions, the losses and their gradient. Rows of matrices are outputs, columns are examples, padded to 16.
     *
     * @param kernels what computes
     * @param count how many outputs an example has
     * @param outputs the raw outputs
     * @param targets a row: 0 or 1, the class's index, or the number in its scaled unit; {@code NaN}: no label
     * @param weight what the gradient is multiplied by
     * @param predictions takes the outputs as predictions: probabilities, or the expected number in its scaled unit
     * @param slopes takes the weighted derivative by each output; zero where there is no label
     * @return the sum of the losses, not weighted
     */
    double evaluate(
            Kernels kernels,
            int count,
            int examples,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes);

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
