package io.braid.learn.task;

import io.braid.config.TaskConfig;
import io.braid.learn.loss.Loss;

/** One thing that the model predicts: how many outputs it takes, what it minimises, and what the outputs mean. */
public sealed interface Task permits BinaryTask, MulticlassTask, RegressionTask {
    /** How many raw outputs of the model belong to the task. */
    int outputs();

    /** The factor of its loss in the sum. */
    float weight();

    /** What it minimises. */
    Loss loss();

    /**
     * What the loss made of the outputs of one example, as a prediction in the label's own terms.
     *
     * @param values as {@link Loss#evaluate} predicts them, {@code stride} apart from {@code at} on
     * @param shift what was known of the labels when the example arrived ({@code NaN}: nothing)
     * @param scale likewise
     * @param prediction takes {@link #outputs()} numbers from {@code to} on: the probability of true, the probability per
     *     class, or the value
     */
    void predict(float[] values, int at, int stride, double shift, double scale, float[] prediction, int to);

    /** The task that {@code config} describes. */
    static Task of(TaskConfig config) {
        Loss loss = Loss.of(config.loss());
        float weight = (float) config.weight();
        if (config instanceof TaskConfig.Multiclass multiclass) {
            return new MulticlassTask(multiclass.classes().size(), weight, loss);
        }
        return config instanceof TaskConfig.Binary ? new BinaryTask(weight, loss) : new RegressionTask(weight, loss);
    }
}
