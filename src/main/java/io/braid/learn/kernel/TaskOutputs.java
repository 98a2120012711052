package io.braid.learn.kernel;

/**
 * What a task's loss reads and writes of a chunk. Columns are examples, padded to 16.
 *
 * @param count rows of the task's own: one for each output
 * @param raw the model's raw outputs, (count, examples)
 * @param targets a row: 0 or 1, the class's index, or the number in its scaled unit; {@code NaN}: no label
 * @param predictions takes the outputs as predictions: probabilities, or the expected number in its scaled unit
 * @param slopes takes the weighted derivatives of the loss by the outputs; zero where there is no label
 */
public record TaskOutputs(int count, Matrix raw, Matrix targets, Matrix predictions, Matrix slopes) {}
