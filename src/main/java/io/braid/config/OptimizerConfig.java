package io.braid.config;

/**
 * How parameters follow their gradients.
 *
 * @param type the optimiser of the dense parameters
 * @param learningRate its step size
 * @param rows the optimiser of the embedding rows, moved only when touched
 * @param rowsLearningRate the step size of the rows
 * @param clipNorm the largest Euclidean norm of a batch's gradient; a longer one is scaled down
 * @param regeneration the share of the way back to its first value that each weight of the encoder goes with an update
 */
public record OptimizerConfig(
        Type type, double learningRate, Type rows, double rowsLearningRate, double clipNorm, double regeneration) {

    /** Without regeneration. */
    public OptimizerConfig(Type type, double learningRate, Type rows, double rowsLearningRate, double clipNorm) {
        this(type, learningRate, rows, rowsLearningRate, clipNorm, 0);
    }

    /** The optimisers. */
    public enum Type {
        ADAM,
        ADAGRAD,
        SGD,
        FTRL
    }
}
