package io.braid.learn.task;

import io.braid.learn.loss.Loss;

/** A number: one output in a scaled unit, predicted in the label's own; 0 before the first label. */
record RegressionTask(float weight, Loss loss) implements Task {
    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(float[] outputs, int at, int stride, double shift, double scale, float[] prediction, int to) {
        loss.predict(outputs, at, stride, 1, prediction, to);
        double value = shift + scale * prediction[to];
        prediction[to] = Double.isNaN(shift) ? 0f : (float) value;
    }
}
