package io.braid.learn.loss;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.kernel.TaskOutputs;

/**
 * What a loss made of a batch.
 *
 * @param value the sum of the losses
 * @param predictions a row for each example
 * @param slopes likewise
 */
public record Evaluation(double value, float[][] predictions, float[][] slopes) {
    /** Evaluates {@code outputs}, a row for each example, as the columns that kernels read. */
    public static Evaluation of(Kernels kernels, Loss loss, float[][] outputs, float[] labels, float weight) {
        int examples = outputs.length;
        int count = outputs[0].length;
        Matrix raw = Matrix.zeros(count, examples);
        for (int example = 0; example < examples; example++) {
            for (int k = 0; k < count; k++) {
                raw.at(k, example).write(0, outputs[example], k, 1);
            }
        }
        Matrix targets = Matrix.zeros(1, examples);
        targets.write(0, labels, 0, examples);
        Matrix predictions = Matrix.zeros(count, examples);
        Matrix slopes = Matrix.zeros(count, examples);
        TaskOutputs task = new TaskOutputs(count, raw, targets, predictions, slopes);
        double value = loss.evaluate(kernels, task, examples, weight);
        return new Evaluation(value, columns(predictions, count, examples), columns(slopes, count, examples));
    }

    private static float[][] columns(Matrix matrix, int rows, int columns) {
        float[][] values = new float[columns][rows];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                values[column][row] = matrix.block().read(matrix.offset() + row * matrix.stride() + column);
            }
        }
        return values;
    }
}
