package io.braid.config;

/**
 * How parameters follow their gradients.
 *
 * @param type the optimiser of the dense parameters
 * @param learningRate its step size
 * @param rows the optimiser of the embedding rows, moved only when touched
 * @param rowsLearningRate the step size of the rows
 * @param clipNorm the largest Euclidean norm of a batch's gradient; a longer one is scaled down
 */
public record OptimizerConfig(Type type, double learningRate, Type rows, double rowsLearningRate, double clipNorm) {

    /** The optimisers. */
    public enum Type {
        ADAM,
        ADAGRAD,
        SGD,
        FTRL
    }
}
