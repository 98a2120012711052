package io.braid.learn.loss;

/** The squared error of one output: (z - y)^2. */
record SquaredError() implements Loss {
    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        float error = outputs[at] - target;
        gradient[at] = 2 * weight * error;
        return (double) error * error;
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        prediction[to] = outputs[at];
    }
}
