package io.braid.learn;

import io.braid.encode.Batch;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.kernel.TaskOutputs;
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
    private final Kernels kernels;
    private final List<Task> tasks;
    private final int outputs;
    private final int width;
    private final int indicatorWidth;
    private final Matrix representation;
    private final Matrix indicators;
    private final Matrix weights;
    private final Matrix indicatorWeights;
    private final Matrix gradient;
    private final Matrix indicatorGradient;
    private final Matrix raw;
    private final Matrix slopes;
    private final Matrix predicted;
    private final Matrix targets;
    private final TaskOutputs[] outputsOf;
    private final float[] labels;
    private final float[] values;

    /**
     * The heads in {@code parameters}' segments from the second on.
     *
     * @param representation what they read, a row for each example
     * @param width its columns
     * @param indicatorWidth how many of them, at the end, are missing indicators
     */
    Heads(
            Kernels kernels,
            List<Task> tasks,
            Matrix representation,
            int width,
            int indicatorWidth,
            DenseParameters parameters,
            int chunk) {
        this.kernels = kernels;
        this.tasks = tasks;
        this.outputs = tasks.stream().mapToInt(Task::outputs).sum();
        this.width = width - indicatorWidth;
        this.indicatorWidth = indicatorWidth;
        this.representation = representation;
        this.indicators = representation.at(0, this.width);
        this.weights = parameters.weights(parameters.offset(1), stride(width));
        this.indicatorWeights = weights.at(0, this.width);
        this.gradient = parameters.gradient(parameters.offset(1), stride(width));
        this.indicatorGradient = gradient.at(0, this.width);
        this.raw = Matrix.zeros(outputs, chunk);
        this.slopes = Matrix.zeros(outputs, chunk);
        this.predicted = Matrix.zeros(outputs, chunk);
        this.targets = Matrix.zeros(1, chunk);
        this.outputsOf = perTask();
        this.labels = new float[targets.stride()];
        this.values = new float[outputs * predicted.stride()];
    }

    /** Floats from the weights of one output to those of the next. */
    static int stride(int width) {
        return Matrix.padded(width);
    }

    private TaskOutputs[] perTask() {
        TaskOutputs[] parts = new TaskOutputs[tasks.size()];
        int first = 0;
        for (int task = 0; task < parts.length; task++) {
            int count = tasks.get(task).outputs();
            parts[task] =
                    new TaskOutputs(count, raw.at(first, 0), targets, predicted.at(first, 0), slopes.at(first, 0));
            first += count;
        }
        return parts;
    }

    /** Computes the outputs of the first {@code count} examples. */
    void forward(int count, boolean marked) {
        kernels.multiplyTransposedRight(outputs, count, width, weights, representation, 0f, raw);
        if (marked && indicatorWidth > 0) {
            kernels.multiplyTransposedRight(outputs, count, indicatorWidth, indicatorWeights, indicators, 1f, raw);
        }
    }

    /**
     * Turns the outputs into predictions of {@code count} examples from {@code from} on, and nothing more.
     *
     * @param rows how many rows were computed
     */
    void predict(Batch batch, int from, int rows, int count, Predictions predictions) {
        Arrays.fill(labels, Float.NaN);
        targets.write(0, labels, 0, labels.length);
        for (int index = 0; index < outputsOf.length; index++) {
            evaluate(index, rows, 0f);
        }
        publish(batch, from, count, predictions);
    }

    /**
     * Turns the outputs into predictions, and computes the derivatives by them; those of examples without a label are zero.
     *
     * @param factor what each is multiplied by, beside the task's weight
     * @param labelled counts, per task, the labels that were met
     * @return the weighted sum of the losses
     */
    double evaluate(Batch batch, int from, int count, float factor, int[] labelled, Predictions predictions) {
        double sum = 0;
        for (int index = 0; index < outputsOf.length; index++) {
            for (int r = 0; r < count; r++) {
                float target = batch.target(from + r, index);
                labels[r] = target;
                labelled[index] += Float.isNaN(target) ? 0 : 1;
            }
            targets.write(0, labels, 0, count);
            float weight = tasks.get(index).weight();
            sum += weight * evaluate(index, count, factor * weight);
        }
        publish(batch, from, count, predictions);
        return sum;
    }

    private double evaluate(int index, int count, float weight) {
        return tasks.get(index).loss().evaluate(kernels, outputsOf[index], count, weight);
    }

    private void publish(Batch batch, int from, int count, Predictions predictions) {
        predicted.read(0, values, 0, values.length);
        int first = 0;
        for (int index = 0; index < outputsOf.length; index++) {
            Task task = tasks.get(index);
            for (int r = 0; r < count; r++) {
                int example = from + r;
                task.predict(
                        values,
                        first * predicted.stride() + r,
                        predicted.stride(),
                        batch.shift(example, index),
                        batch.scale(example, index),
                        predictions.values(),
                        predictions.place(example, index));
            }
            first += task.outputs();
        }
    }

    /** Adds the chunk's part of the gradient of the heads' weights. */
    void gradient(int count, boolean marked, float beta) {
        kernels.multiply(outputs, width, count, slopes, representation, beta, gradient);
        if (indicatorWidth > 0) {
            kernels.multiply(outputs, indicatorWidth, marked ? count : 0, slopes, indicators, beta, indicatorGradient);
        }
    }

    /** The weights that read the representation from column {@code first} on, to be kept for {@link #backward}. */
    Matrix weightsFrom(int first) {
        return weights.at(0, first);
    }

    /** Writes the derivatives by the {@code columns} columns of the representation that {@code reading} reads first. */
    void backward(Matrix reading, int columns, int count, Matrix target) {
        kernels.multiplyTransposedLeft(count, columns, outputs, slopes, reading, 0f, target);
    }
}
