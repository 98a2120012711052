package io.braid.learn.task;

import io.braid.learn.loss.Loss;

/** True or false: one output, predicted as the probability of true; one half if the output is no number. */
record BinaryTask(float weight, Loss loss) implements Task {
    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(float[] values, int at, int stride, double shift, double scale, float[] prediction, int to) {
        prediction[to] = Float.isNaN(values[at]) ? 0.5f : values[at];
    }
}
