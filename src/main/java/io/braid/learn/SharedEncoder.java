package io.braid.learn;

import io.braid.config.ModelConfig;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What lies between the input and the heads: it makes, of an input row, the representation that each task's head reads.
 *
 * <p>What every example moves lies in the first segment of the dense parameters; what belongs to a task alone lies in the
 * task's own segment, behind its head, so that it rests with it while the task has no labels.
 */
sealed interface SharedEncoder permits SharedBottom {
    /**
     * How many parameters an encoder has.
     *
     * @param shared those in the first segment
     * @param own those in the segment of each task
     */
    record Sizes(int shared, int own) {}

    /** Those of the encoder that {@code model} names, for input rows of {@code inputWidth}. */
    static Sizes sizes(ModelConfig model, int inputWidth) {
        return switch (model.encoder()) {
            case SHARED_BOTTOM -> new Sizes(SharedBottom.size(inputWidth, model.layers()), 0);
        };
    }

    /**
     * The encoder that {@code model} names.
     *
     * @param own where each task's own parameters start
     * @param chunk how many rows it computes at most
     * @param skip whether the heads read the input beside the representation
     */
    static SharedEncoder of(
            ModelConfig model,
            Kernels kernels,
            Input input,
            DenseParameters parameters,
            int[] own,
            int chunk,
            boolean skip) {
        return switch (model.encoder()) {
            case SHARED_BOTTOM -> new SharedBottom(kernels, input, model.layers(), parameters, own.length, chunk, skip);
        };
    }

    /** The representations, which between them cover the tasks in their order. */
    List<Representation> representations();

    /** Sets the weights that read {@code drawn} inputs and more to random numbers. */
    void start(int drawn, SplittableRandom random);

    /** Computes the representations of the first {@code count} rows of the input. */
    void forward(int count);

    /**
     * Adds the chunk's part of the gradient, given the derivatives by the representations, and writes those by the embedded
     * inputs on top of what the heads have left in {@code embedded}.
     *
     * @param beta 0 for the first chunk of a batch, 1 for the others
     * @param embedded (count, embedded)
     * @param embeddedWidth how many inputs come out of embeddings
     * @param embeddedBeta 1 when the heads have written to {@code embedded}, else 0
     */
    void backward(int count, float beta, Matrix embedded, int embeddedWidth, float embeddedBeta);
}
