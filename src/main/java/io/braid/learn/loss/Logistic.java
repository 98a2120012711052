package io.braid.learn.loss;

/** Negative log-likelihood of a label 0 or 1 under the logistic function of one output: log(1 + e^z) - yz. */
record Logistic() implements Loss {
    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        double z = outputs[at];
        double tail = Math.exp(-Math.abs(z));
        double probability = z >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
        gradient[at] = (float) (weight * (probability - target));
        return Math.max(z, 0) - target * z + Math.log1p(tail);
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        double z = outputs[at];
        double tail = Math.exp(-Math.abs(z));
        prediction[to] = (float) (z >= 0 ? 1 / (1 + tail) : tail / (1 + tail));
    }
}
