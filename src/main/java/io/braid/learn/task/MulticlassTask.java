package io.braid.learn.task;

import io.braid.learn.loss.Loss;
import java.util.Arrays;

/**
 * One class out of several: an output per class, predicted as probabilities that add up to 1; equal ones if an
 * output is not finite.
 *
 * @param outputs how many classes
 */
record MulticlassTask(int outputs, float weight, Loss loss) implements Task {
    @Override
    public void predict(float[] values, int at, int stride, double shift, double scale, float[] prediction, int to) {
        for (int k = 0; k < outputs; k++) {
            prediction[to + k] = values[at + k * stride];
        }
        if (Float.isNaN(prediction[to])) {
            Arrays.fill(prediction, to, to + outputs, 1f / outputs);
        }
    }
}
