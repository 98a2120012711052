package io.braid.learn;

import io.braid.encode.Batch;
import io.braid.learn.balance.Gram;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.kernel.TaskOutputs;
import io.braid.learn.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to single tasks, for tasks that read the same representation: from there to each task's outputs, a linear
 * layer. Where there is a way around the encoder, they read the input too.
 *
 * <p>Weights are (outputs, inputs) row-major, a task's outputs below each other, so that each head is a segment of its
 * own. Outputs of a chunk are (outputs, examples), so that one output's values lie side by side.
 */
final class Heads {
    private final Kernels kernels;
    private final List<Task> tasks;
    private final int first;
    private final int[] starts;
    private final int outputs;
    private final List<Part> parts;
    private final Matrix raw;
    private final Matrix slopes;
    private final Matrix predicted;
    private final Matrix targets;
    private final TaskOutputs[] outputsOf;
    private final Matrix ofSlopes;
    private final Matrix ofWeights;
    private final float[] exampleRow;
    private final float[] slopeRow;
    private final float[] weightRow;
    private final float[] labels;
    private final float[] values;

    /**
     * Some columns of what the heads read, and the weights that read them.
     *
     * @param indicators whether they are missing indicators, which most chunks have none of
     */
    private record Part(Matrix from, int width, Matrix weights, Matrix gradient, boolean indicators) {}

    /**
     * The heads of the tasks that read {@code representation}, in {@code parameters}' segments from the second on.
     *
     * @param all the tasks of the model
     * @param input what they read too; null: nothing
     */
    Heads(
            Kernels kernels,
            List<Task> all,
            Representation representation,
            @Nullable Input input,
            DenseParameters parameters,
            int chunk) {
        this.kernels = kernels;
        this.first = representation.first();
        this.tasks = all.subList(first, first + representation.tasks());
        this.starts = new int[tasks.size() + 1];
        for (int index = 0; index < tasks.size(); index++) {
            starts[index + 1] = starts[index] + tasks.get(index).outputs();
        }
        this.outputs = starts[tasks.size()];
        this.parts = new ArrayList<>();
        int width = width(representation.width(), input);
        int offset = parameters.offset(first + 1);
        Matrix weights = parameters.weights(offset, stride(width));
        Matrix gradient = parameters.gradient(offset, stride(width));
        if (input == null) {
            parts.add(new Part(representation.values(), width, weights, gradient, false));
        } else {
            int hidden = representation.width();
            int unmarked = hidden + input.unmarkedWidth();
            if (representation.besideInput()) {
                parts.add(new Part(representation.values(), unmarked, weights, gradient, false));
            } else {
                parts.add(new Part(representation.values(), hidden, weights, gradient, false));
                parts.add(new Part(
                        input.columns(), input.unmarkedWidth(), weights.at(0, hidden), gradient.at(0, hidden), false));
            }
            if (input.indicatorWidth() > 0) {
                parts.add(new Part(
                        input.indicators(),
                        input.indicatorWidth(),
                        weights.at(0, unmarked),
                        gradient.at(0, unmarked),
                        true));
            }
        }
        this.raw = Matrix.zeros(outputs, chunk);
        this.slopes = Matrix.zeros(outputs, chunk);
        this.predicted = Matrix.zeros(outputs, chunk);
        this.targets = Matrix.zeros(1, chunk);
        this.outputsOf = perTask();
        this.ofSlopes = Matrix.zeros(outputs, outputs);
        this.ofWeights = Matrix.zeros(outputs, outputs);
        this.exampleRow = new float[chunk];
        this.slopeRow = new float[outputs];
        this.weightRow = new float[outputs];
        this.labels = new float[targets.stride()];
        this.values = new float[outputs * predicted.stride()];
    }

    /** How many floats a head reads: a representation of {@code hidden}, and the input, or a one alone. */
    static int width(int hidden, @Nullable Input input) {
        return hidden + (input == null ? 1 : input.width());
    }

    /** Floats from the weights of one output to those of the next. */
    static int stride(int width) {
        return Matrix.padded(width);
    }

    private TaskOutputs[] perTask() {
        TaskOutputs[] each = new TaskOutputs[tasks.size()];
        for (int index = 0; index < each.length; index++) {
            int start = starts[index];
            each[index] = new TaskOutputs(
                    starts[index + 1] - start, raw.at(start, 0), targets, predicted.at(start, 0), slopes.at(start, 0));
        }
        return each;
    }

    /**
     * Computes the outputs of the first {@code count} examples.
     *
     * @param marked whether any of them has a missing indicator
     */
    void forward(int count, boolean marked) {
        float beta = 0f;
        for (Part part : parts) {
            if (marked || !part.indicators) {
                kernels.multiplyTransposedRight(outputs, count, part.width, part.weights, part.from, beta, raw);
                beta = 1f;
            }
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
     * @param factor what all are multiplied by
     * @param weights what each task's are multiplied by, beside
     * @param losses takes up the tasks' losses: their labels, and the sums over them
     */
    void evaluate(
            Batch batch,
            int from,
            int count,
            float factor,
            float[] weights,
            TaskLosses losses,
            Predictions predictions) {
        for (int index = 0; index < outputsOf.length; index++) {
            int task = first + index;
            int labelled = 0;
            for (int r = 0; r < count; r++) {
                float target = batch.target(from + r, task);
                labels[r] = target;
                labelled += Float.isNaN(target) ? 0 : 1;
            }
            targets.write(0, labels, 0, count);
            double least = tasks.get(index).loss().least(labels, count);
            losses.add(task, labelled, evaluate(index, count, factor * weights[task]), least);
        }
        publish(batch, from, count, predictions);
    }

    private double evaluate(int index, int count, float weight) {
        return tasks.get(index).loss().evaluate(kernels, outputsOf[index], count, weight);
    }

    private void publish(Batch batch, int from, int count, Predictions predictions) {
        predicted.read(0, values, 0, values.length);
        for (int index = 0; index < outputsOf.length; index++) {
            Task task = tasks.get(index);
            for (int r = 0; r < count; r++) {
                int example = from + r;
                task.predict(
                        values,
                        starts[index] * predicted.stride() + r,
                        predicted.stride(),
                        batch.shift(example, first + index),
                        batch.scale(example, first + index),
                        predictions.values(),
                        predictions.place(example, first + index));
            }
        }
    }

    /** Adds the chunk's part of the gradient of the heads' weights. */
    void gradient(int count, boolean marked, float beta) {
        for (Part part : parts) {
            int examples = marked || !part.indicators ? count : 0;
            kernels.multiply(outputs, part.width, examples, slopes, part.from, beta, part.gradient);
        }
    }

    /** The weights that read the columns from {@code column} on, to be kept for {@link #backward}. */
    Matrix weightsFrom(int column) {
        return parts.get(0).weights.at(0, column);
    }

    /** As {@link #backward}, but of the losses of {@code task} alone: zeros if it is none of these. */
    void backwardOf(int task, Matrix reading, int columns, int count, Matrix target) {
        int index = task - first;
        boolean own = index >= 0 && index < outputsOf.length;
        int start = own ? starts[index] : 0;
        int rows = own ? starts[index + 1] - start : 0;
        kernels.multiplyTransposedLeft(count, columns, rows, slopes.at(start, 0), reading.at(start, 0), 0f, target);
    }

    /**
     * Adds the inner products of the tasks' gradients by {@code columns} columns that are handed derivatives, summed over the
     * chunk's examples. A task's gradient is the product of its slopes and its weights, so that those of two tasks have the
     * inner product of their slopes times that of their weights, summed over their outputs: no gradient is computed.
     *
     * @param readings the weights that read the columns, as {@link #backward} takes them
     */
    void addInnerProducts(List<Matrix> readings, List<Integer> columns, int count, Gram into) {
        kernels.multiplyTransposedRight(outputs, outputs, count, slopes, slopes, 0f, ofSlopes);
        for (int i = 0; i < columns.size(); i++) {
            Matrix reading = readings.get(i);
            kernels.multiplyTransposedRight(
                    outputs, outputs, columns.get(i), reading, reading, i == 0 ? 0f : 1f, ofWeights);
        }
        for (int index = 0; index < outputsOf.length; index++) {
            for (int output = starts[index]; output < starts[index + 1]; output++) {
                ofSlopes.read(output, slopeRow, 0, outputs);
                ofWeights.read(output, weightRow, 0, outputs);
                addRow(first + index, into);
            }
        }
    }

    private void addRow(int task, Gram into) {
        for (int index = 0; index <= task - first; index++) {
            double sum = 0;
            for (int output = starts[index]; output < starts[index + 1]; output++) {
                sum += (double) slopeRow[output] * weightRow[output];
            }
            into.add(task, first + index, sum);
        }
    }

    /** Multiplies what {@link #backward} hands down of each task by its coefficient. */
    void scale(double[] coefficients, int count) {
        for (int index = 0; index < outputsOf.length; index++) {
            float coefficient = (float) coefficients[first + index];
            for (int output = starts[index]; coefficient != 1 && output < starts[index + 1]; output++) {
                slopes.read(output, exampleRow, 0, count);
                for (int r = 0; r < count; r++) {
                    exampleRow[r] *= coefficient;
                }
                slopes.write(output, exampleRow, 0, count);
            }
        }
    }

    /**
     * Computes the derivatives by the {@code columns} columns that {@code reading} reads first, on top of {@code beta} times
     * what is there.
     */
    void backward(Matrix reading, int columns, int count, float beta, Matrix target) {
        kernels.multiplyTransposedLeft(count, columns, outputs, slopes, reading, beta, target);
    }
}
