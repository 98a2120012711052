package io.braid.learn.task;

import io.braid.learn.loss.Loss;

/**
 * A number: one output in a scaled unit, predicted in the label's own; 0 before the first label. Always finite: the mean if
 * the output is no number, and the largest float if it is beyond.
 */
record RegressionTask(float weight, Loss loss) implements Task {
    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(float[] values, int at, int stride, double shift, double scale, float[] prediction, int to) {
        double value = shift + scale * values[at];
        if (Double.isNaN(value)) {
            value = Double.isNaN(shift) ? 0 : shift;
        }
        prediction[to] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
