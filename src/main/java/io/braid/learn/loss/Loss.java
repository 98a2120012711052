package io.braid.learn.loss;

import io.braid.config.LossType;

/**
 * What a task minimises, as a function of the model's raw outputs for one example.
 *
 * <p>The outputs of an example lie {@code stride} apart in their array. Every loss is finite, with a finite gradient, at
 * any finite output.
 */
public sealed interface Loss permits Logistic, CrossEntropy, SquaredError, Huber, Poisson {
    /**
     * The loss, and its gradient.
     *
     * @param outputs the raw outputs
     * @param at place of the example's first output, in {@code outputs} and {@code gradient} alike
     * @param stride from one output of the example to its next
     * @param count how many outputs it has
     * @param target 0 or 1, the class's index, or the number in its scaled unit
     * @param weight what the gradient is multiplied by
     * @param gradient takes the weighted derivative by each output
     * @return the loss, not weighted
     */
    double gradient(float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient);

    /**
     * The outputs as a prediction: probabilities, or the expected number in its scaled unit.
     *
     * @param prediction takes {@code count} numbers from {@code to} on
     */
    void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to);

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
