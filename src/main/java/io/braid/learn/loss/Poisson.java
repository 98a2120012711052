package io.braid.learn.loss;

/**
 * Negative log-likelihood of a count under an exponential link, up to a constant: e^z - yz; beyond {@link #LIMIT} the
 * exponential goes on as its tangent, so that value and slope stay finite.
 */
record Poisson() implements Loss {
    /** The output from which on the rate grows in a straight line. */
    static final double LIMIT = 15;

    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        double z = outputs[at];
        double slope = Math.exp(Math.min(z, LIMIT));
        gradient[at] = (float) (weight * (slope - target));
        return rate(z) - target * z;
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        prediction[to] = (float) rate(outputs[at]);
    }

    private static double rate(double z) {
        double rate = Math.exp(Math.min(z, LIMIT));
        return z <= LIMIT ? rate : rate * (1 + z - LIMIT);
    }
}
