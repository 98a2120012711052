package io.braid.learn.loss;

/** Negative log-likelihood of a class under softmax: log(sum over j of e^z_j) - z_y. */
record CrossEntropy() implements Loss {
    @Override
    public double gradient(
            float[] outputs, int at, int stride, int count, float target, float weight, float[] gradient) {
        float largest = largest(outputs, at, stride, count);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double e = Math.exp((double) outputs[at + k * stride] - largest);
            gradient[at + k * stride] = (float) e;
            sum += e;
        }
        float norm = (float) (weight / sum);
        for (int k = 0; k < count; k++) {
            gradient[at + k * stride] *= norm;
        }
        int truth = at + stride * (int) target;
        gradient[truth] -= weight;
        return Math.log(sum) + ((double) largest - outputs[truth]);
    }

    @Override
    public void predict(float[] outputs, int at, int stride, int count, float[] prediction, int to) {
        float largest = largest(outputs, at, stride, count);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double e = Math.exp((double) outputs[at + k * stride] - largest);
            prediction[to + k] = (float) e;
            sum += e;
        }
        float norm = (float) (1 / sum);
        for (int k = 0; k < count; k++) {
            prediction[to + k] *= norm;
        }
    }

    private static float largest(float[] outputs, int at, int stride, int count) {
        float largest = outputs[at];
        for (int k = 1; k < count; k++) {
            largest = Math.max(largest, outputs[at + k * stride]);
        }
        return largest;
    }
}
