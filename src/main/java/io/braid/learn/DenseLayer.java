package io.braid.learn;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;

/**
 * A linear map from columns of one matrix to those of another, whose weights, (inputs, outputs) row-major, are part of the
 * dense parameters.
 */
final class DenseLayer {
    private final Kernels kernels;
    private final int inputs;
    private final int outputs;
    private final Matrix from;
    private final Matrix to;
    private final Matrix slopes;
    private final Matrix weights;
    private final Matrix handingOn;
    private final Matrix gradient;

    /**
     * A map with the weights from {@code offset} on.
     *
     * @param firstHandedOn the first input that {@link #backward} hands derivatives to
     * @param from the inputs, a row for each example
     * @param to takes the outputs
     * @param slopes the derivatives by the outputs
     */
    DenseLayer(
            Kernels kernels,
            DenseParameters parameters,
            int offset,
            int inputs,
            int outputs,
            int firstHandedOn,
            Matrix from,
            Matrix to,
            Matrix slopes) {
        this.kernels = kernels;
        this.inputs = inputs;
        this.outputs = outputs;
        this.from = from;
        this.to = to;
        this.slopes = slopes;
        this.weights = parameters.weights(offset, outputs);
        this.handingOn = weights.at(firstHandedOn, 0);
        this.gradient = parameters.gradient(offset, outputs);
    }

    /** Computes the outputs of {@code count} examples, on top of {@code beta} times what is there. */
    void forward(int count, float beta) {
        kernels.multiply(count, outputs, inputs, from, weights, beta, to);
    }

    /** Sets outputs below zero to zero. */
    void rectify(int count) {
        kernels.rectify(count, outputs, to);
    }

    /** Clears the derivatives by outputs that {@link #rectify} has cut off. */
    void rectifySlopes(int count) {
        kernels.rectifySlopes(count, outputs, to, slopes);
    }

    /** Computes the gradient of the weights over {@code count} examples, on top of {@code beta} times what is there. */
    void gradient(int count, float beta) {
        kernels.multiplyTransposedLeft(inputs, outputs, count, from, slopes, beta, gradient);
    }

    /** Computes the derivatives by {@code width} inputs, on top of {@code beta} times what is there. */
    void backward(int count, int width, Matrix target, float beta) {
        kernels.multiplyTransposedRight(count, width, outputs, slopes, handingOn, beta, target);
    }
}
