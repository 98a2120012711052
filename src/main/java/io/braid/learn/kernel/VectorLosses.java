package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The losses of {@link VectorKernels}: a vector holds one output of as many examples. */
final class VectorLosses {
    private static final int LANES = Floats.LANES;

    private final float[] lanes = new float[LANES];

    double logistic(int examples, Matrix outputs, Matrix targets, float weight, Matrix predictions, Matrix slopes) {
        double loss = 0;
        for (int i = 0; i < examples; i += LANES) {
            FloatVector z = load(outputs, 0, i);
            FloatVector y = load(targets, 0, i);
            FloatVector tail = Exponentials.exp(z.abs().neg());
            FloatVector part = Floats.all(1f).div(tail.add(1f));
            FloatVector p = part.blend(tail.mul(part), z.compare(VectorOperators.LT, 0f));
            VectorMask<Float> labelled = y.compare(VectorOperators.EQ, y);
            store(p, predictions, 0, i);
            store(Floats.all(0f).blend(p.sub(y).mul(weight), labelled), slopes, 0, i);
            FloatVector value = z.max(0f).sub(y.mul(z)).add(Exponentials.log(tail.add(1f)));
            loss += sum(Floats.all(0f).blend(value, labelled), examples - i);
        }
        return loss;
    }

    double softmax(
            int classes,
            int examples,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes) {
        double loss = 0;
        for (int i = 0; i < examples; i += LANES) {
            loss += softmax(classes, i, outputs, targets, weight, predictions, slopes, examples - i);
        }
        return loss;
    }

    private double softmax(
            int classes,
            int i,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes,
            int left) {
        FloatVector largest = load(outputs, 0, i);
        for (int k = 1; k < classes; k++) {
            largest = largest.max(load(outputs, k, i));
        }
        FloatVector sum = Floats.all(0f);
        for (int k = 0; k < classes; k++) {
            FloatVector e = Exponentials.exp(load(outputs, k, i).sub(largest));
            store(e, predictions, k, i);
            sum = sum.add(e);
        }
        FloatVector norm = Floats.all(1f).div(sum);
        FloatVector y = load(targets, 0, i);
        VectorMask<Float> labelled = y.compare(VectorOperators.EQ, y);
        FloatVector truth = Floats.all(0f);
        for (int k = 0; k < classes; k++) {
            FloatVector p = load(predictions, k, i).mul(norm);
            VectorMask<Float> isTruth = y.compare(VectorOperators.EQ, k);
            store(p, predictions, k, i);
            FloatVector slope = p.blend(p.sub(1f), isTruth).mul(weight);
            store(Floats.all(0f).blend(slope, labelled), slopes, k, i);
            truth = truth.blend(load(outputs, k, i), isTruth);
        }
        FloatVector value = Exponentials.log(sum).add(largest.sub(truth));
        return sum(Floats.all(0f).blend(value, labelled), left);
    }

    double squaredError(int examples, Matrix outputs, Matrix targets, float weight, Matrix predictions, Matrix slopes) {
        double loss = 0;
        for (int i = 0; i < examples; i += LANES) {
            FloatVector z = load(outputs, 0, i);
            FloatVector y = load(targets, 0, i);
            FloatVector error = Floats.all(0f).blend(z.sub(y), y.compare(VectorOperators.EQ, y));
            store(z, predictions, 0, i);
            store(error.mul(2 * weight), slopes, 0, i);
            error.intoArray(lanes, 0);
            for (int lane = 0; lane < Math.min(LANES, examples - i); lane++) {
                loss += (double) lanes[lane] * lanes[lane];
            }
        }
        return loss;
    }

    double huber(
            float delta,
            int examples,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes) {
        double loss = 0;
        for (int i = 0; i < examples; i += LANES) {
            FloatVector z = load(outputs, 0, i);
            FloatVector y = load(targets, 0, i);
            FloatVector error = Floats.all(0f).blend(z.sub(y), y.compare(VectorOperators.EQ, y));
            store(z, predictions, 0, i);
            store(error.max(-delta).min(delta).mul(weight), slopes, 0, i);
            error.abs().intoArray(lanes, 0);
            for (int lane = 0; lane < Math.min(LANES, examples - i); lane++) {
                double size = lanes[lane];
                loss += size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
            }
        }
        return loss;
    }

    double poisson(
            float limit,
            int examples,
            Matrix outputs,
            Matrix targets,
            float weight,
            Matrix predictions,
            Matrix slopes) {
        double loss = 0;
        for (int i = 0; i < examples; i += LANES) {
            FloatVector z = load(outputs, 0, i);
            FloatVector y = load(targets, 0, i);
            FloatVector slope = Exponentials.exp(z.min(limit));
            FloatVector rate = slope.mul(z.sub(limit).max(0f).add(1f));
            VectorMask<Float> labelled = y.compare(VectorOperators.EQ, y);
            store(rate, predictions, 0, i);
            store(Floats.all(0f).blend(slope.sub(y).mul(weight), labelled), slopes, 0, i);
            loss += sum(Floats.all(0f).blend(rate.sub(y.mul(z)), labelled), examples - i);
        }
        return loss;
    }

    private static FloatVector load(Matrix matrix, int row, int column) {
        return Floats.load(matrix.block().memory(), matrix.offset() + row * matrix.stride() + column);
    }

    private static void store(FloatVector vector, Matrix matrix, int row, int column) {
        Floats.store(vector, matrix.block().memory(), matrix.offset() + row * matrix.stride() + column);
    }

    /** The sum of the first {@code count} lanes, or of all if there are less. */
    private double sum(FloatVector vector, int count) {
        vector.intoArray(lanes, 0);
        double sum = 0;
        for (int lane = 0; lane < Math.min(LANES, count); lane++) {
            sum += lanes[lane];
        }
        return sum;
    }
}
