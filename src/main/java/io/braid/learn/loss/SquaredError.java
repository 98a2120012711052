package io.braid.learn.loss;

/** Half the squared error of one output: (z - y)^2 / 2, the negative log-likelihood under a normal with deviation 1. */
record SquaredError() implements Loss {
    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        float error = outputs[at] - target;
        gradient[at] = weight * error;
        return 0.5 * error * error;
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        prediction[to] = outputs[at];
    }
}
