package io.braid.learn;

import io.braid.encode.Batch;
import io.braid.learn.kernel.Blas;
import io.braid.learn.kernel.Block;
import io.braid.learn.task.Task;
import java.util.Arrays;
import java.util.List;

/**
 * What belongs to single tasks: from the shared representation to each task's outputs, a linear layer.
 *
 * <p>Weights are (outputs, inputs) row-major, a task's outputs below each other, so that each head is a segment of its
 * own. Outputs of a chunk are (outputs, examples), so that one output's values lie side by side.
 */
final class Heads {
    private final List<Task> tasks;
    private final int outputs;
    private final int width;
    private final int stride;
    private final DenseParameters parameters;
    private final int offset;
    private final Block raw;
    private final Block rawSlopes;
    private final float[] values;
    private final float[] slopes;

    /** The heads in {@code parameters}' segments from the second on. */
    Heads(List<Task> tasks, int width, DenseParameters parameters, int chunk) {
        this.tasks = tasks;
        this.outputs = tasks.stream().mapToInt(Task::outputs).sum();
        this.width = width;
        this.stride = stride(width);
        this.parameters = parameters;
        this.offset = parameters.offset(1);
        this.raw = new Block(outputs * chunk);
        this.rawSlopes = new Block(outputs * chunk);
        this.values = new float[outputs * chunk];
        this.slopes = new float[outputs * chunk];
    }

    /** Floats from the weights of one output to those of the next. */
    static int stride(int width) {
        return (width + 15) / 16 * 16;
    }

    /** Computes the outputs of the first {@code count} rows of {@code representation}. */
    void forward(Rows representation, int count) {
        Blas.multiplyTransposedRight(
                outputs,
                count,
                width,
                parameters.weight(offset),
                stride,
                representation.column(0),
                representation.stride(),
                0f,
                raw.pointer(0),
                count);
        raw.read(0, values, 0, outputs * count);
    }

    /**
     * Turns the outputs into predictions of {@code count} examples from {@code from} on.
     *
     * @param rows how many rows were computed
     */
    void predict(Batch batch, int from, int rows, int count, Predictions predictions) {
        int first = 0;
        for (int index = 0; index < tasks.size(); index++) {
            Task task = tasks.get(index);
            for (int r = 0; r < count; r++) {
                int example = from + r;
                task.predict(
                        values,
                        first * rows + r,
                        rows,
                        batch.shift(example, index),
                        batch.scale(example, index),
                        predictions.values(),
                        predictions.place(example, index));
            }
            first += task.outputs();
        }
    }

    /**
     * Computes the derivatives by the outputs; those of examples without a label are zero.
     *
     * @param factor what each is multiplied by, beside the task's weight
     * @param labelled counts, per task, the labels that were met
     * @return the weighted sum of the losses
     */
    double loss(Batch batch, int from, int count, float factor, int[] labelled) {
        Arrays.fill(slopes, 0, outputs * count, 0f);
        double sum = 0;
        int first = 0;
        for (int index = 0; index < tasks.size(); index++) {
            Task task = tasks.get(index);
            for (int r = 0; r < count; r++) {
                float target = batch.target(from + r, index);
                if (!Float.isNaN(target)) {
                    labelled[index]++;
                    sum += task.weight()
                            * task.loss()
                                    .gradient(
                                            values,
                                            first * count + r,
                                            count,
                                            task.outputs(),
                                            target,
                                            factor * task.weight(),
                                            slopes);
                }
            }
            first += task.outputs();
        }
        rawSlopes.write(0, slopes, 0, outputs * count);
        return sum;
    }

    /** Adds the chunk's part of the gradient of the heads' weights. */
    void backward(Rows representation, int count, float beta) {
        Blas.multiply(
                outputs,
                width,
                count,
                rawSlopes.pointer(0),
                count,
                representation.column(0),
                representation.stride(),
                beta,
                parameters.gradient(offset),
                stride);
    }

    /** Writes the derivatives by {@code columns} columns of the representation from the {@code first} on. */
    void backward(int first, int columns, int count, Rows target) {
        Blas.multiplyTransposedLeft(
                count,
                columns,
                outputs,
                rawSlopes.pointer(0),
                count,
                parameters.weight(offset + first),
                stride,
                0f,
                target.column(0),
                target.stride());
    }
}
