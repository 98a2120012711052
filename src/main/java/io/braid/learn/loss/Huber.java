package io.braid.learn.loss;

/**
 * Squared error near the label, absolute error beyond {@code delta}: outliers pull with bounded force.
 *
 * <p>Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.
 *
 * @param delta where the two meet, in the label's scaled unit
 */
record Huber(float delta) implements Loss {
    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        float error = outputs[at] - target;
        gradient[at] = weight * Math.max(-delta, Math.min(delta, error));
        double size = Math.abs((double) error);
        return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        prediction[to] = outputs[at];
    }
}
