package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The losses of {@link VectorKernels}: a vector holds one output of as many examples. Loops are short and hand on what they
 * computed in arrays, since long ones are not compiled to vector instructions throughout.
 */
final class VectorLosses {
    private static final int LANES = Floats.LANES;

    private float[] exponentials = {};
    private float[] sums = {};
    private float[] values = {};

    double logistic(TaskOutputs task, int examples, float weight) {
        int padded = reserve(1, examples);
        for (int i = 0; i < padded; i += LANES) {
            load(task.raw(), 0, i).abs().neg().intoArray(exponentials, i);
        }
        Exponentials.exp(exponentials, padded);
        for (int i = 0; i < padded; i += LANES) {
            probability(i, task);
        }
        for (int i = 0; i < padded; i += LANES) {
            slope(i, weight, task);
        }
        return sum(examples);
    }

    private void probability(int i, TaskOutputs task) {
        FloatVector tail = FloatVector.fromArray(Floats.SPECIES, exponentials, i);
        FloatVector sum = tail.add(1f);
        sum.intoArray(sums, i);
        VectorMask<Float> negative = load(task.raw(), 0, i).compare(VectorOperators.LT, 0f);
        store(Floats.all(1f).blend(tail, negative).div(sum), task.predictions(), 0, i);
    }

    private void slope(int i, float weight, TaskOutputs task) {
        FloatVector z = load(task.raw(), 0, i);
        FloatVector y = load(task.targets(), 0, i);
        store(masked(load(task.predictions(), 0, i).sub(y).mul(weight), y), task.slopes(), 0, i);
        z.max(0f).sub(y.mul(z)).intoArray(values, i);
    }

    double softmax(TaskOutputs task, int examples, float weight) {
        int padded = reserve(task.count(), examples);
        for (int i = 0; i < padded; i += LANES) {
            shift(i, padded, task);
        }
        Exponentials.exp(exponentials, task.count() * padded);
        for (int i = 0; i < padded; i += LANES) {
            normalise(i, padded, task);
        }
        for (int i = 0; i < padded; i += LANES) {
            slopes(i, weight, task);
        }
        return sum(examples);
    }

    /** Writes the outputs less the largest of each example. */
    private void shift(int i, int padded, TaskOutputs task) {
        FloatVector largest = load(task.raw(), 0, i);
        for (int k = 1; k < task.count(); k++) {
            largest = largest.max(load(task.raw(), k, i));
        }
        largest.intoArray(values, i);
        for (int k = 0; k < task.count(); k++) {
            load(task.raw(), k, i).sub(largest).intoArray(exponentials, k * padded + i);
        }
    }

    private void normalise(int i, int padded, TaskOutputs task) {
        FloatVector sum = Floats.all(0f);
        for (int k = 0; k < task.count(); k++) {
            sum = sum.add(FloatVector.fromArray(Floats.SPECIES, exponentials, k * padded + i));
        }
        sum.intoArray(sums, i);
        FloatVector norm = Floats.all(1f).div(sum);
        for (int k = 0; k < task.count(); k++) {
            FloatVector e = FloatVector.fromArray(Floats.SPECIES, exponentials, k * padded + i);
            store(e.mul(norm), task.predictions(), k, i);
        }
    }

    private void slopes(int i, float weight, TaskOutputs task) {
        FloatVector y = load(task.targets(), 0, i);
        FloatVector truth = Floats.all(0f);
        for (int k = 0; k < task.count(); k++) {
            VectorMask<Float> isTruth = y.compare(VectorOperators.EQ, (float) k);
            FloatVector p = load(task.predictions(), k, i);
            store(masked(p.blend(p.sub(1f), isTruth).mul(weight), y), task.slopes(), k, i);
            truth = truth.blend(load(task.raw(), k, i), isTruth);
        }
        FloatVector.fromArray(Floats.SPECIES, values, i)
                .sub(truth)
                .add(y.sub(y))
                .intoArray(values, i);
    }

    double squaredError(TaskOutputs task, int examples, float weight) {
        int padded = errors(examples, task);
        for (int i = 0; i < padded; i += LANES) {
            store(FloatVector.fromArray(Floats.SPECIES, values, i).mul(2 * weight), task.slopes(), 0, i);
        }
        double loss = 0;
        for (int i = 0; i < examples; i++) {
            loss += (double) values[i] * values[i];
        }
        return loss;
    }

    double huber(float delta, TaskOutputs task, int examples, float weight) {
        int padded = errors(examples, task);
        for (int i = 0; i < padded; i += LANES) {
            FloatVector error = FloatVector.fromArray(Floats.SPECIES, values, i);
            store(error.max(-delta).min(delta).mul(weight), task.slopes(), 0, i);
        }
        double loss = 0;
        for (int i = 0; i < examples; i++) {
            double size = Math.abs(values[i]);
            loss += size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
        }
        return loss;
    }

    /** Predicts the outputs as they are, and notes how far they are off the targets, zero where there is none. */
    private int errors(int examples, TaskOutputs task) {
        int padded = reserve(1, examples);
        for (int i = 0; i < padded; i += LANES) {
            FloatVector z = load(task.raw(), 0, i);
            FloatVector y = load(task.targets(), 0, i);
            store(z, task.predictions(), 0, i);
            masked(z.sub(y), y).intoArray(values, i);
        }
        return padded;
    }

    double poisson(float limit, TaskOutputs task, int examples, float weight) {
        int padded = reserve(1, examples);
        for (int i = 0; i < padded; i += LANES) {
            load(task.raw(), 0, i).min(limit).intoArray(exponentials, i);
        }
        Exponentials.exp(exponentials, padded);
        for (int i = 0; i < padded; i += LANES) {
            rate(limit, i, weight, task);
        }
        return sum(examples);
    }

    private void rate(float limit, int i, float weight, TaskOutputs task) {
        FloatVector z = load(task.raw(), 0, i);
        FloatVector y = load(task.targets(), 0, i);
        FloatVector slope = FloatVector.fromArray(Floats.SPECIES, exponentials, i);
        FloatVector rate = slope.mul(z.sub(limit).max(0f).add(1f));
        store(rate, task.predictions(), 0, i);
        store(masked(slope.sub(y).mul(weight), y), task.slopes(), 0, i);
        rate.sub(y.mul(z)).intoArray(values, i);
        Floats.all(1f).intoArray(sums, i);
    }

    /** {@code vector} where {@code y} is a number, else zero. */
    private static FloatVector masked(FloatVector vector, FloatVector y) {
        return Floats.all(0f).blend(vector, y.compare(VectorOperators.EQ, y));
    }

    /** Makes room for the intermediate numbers; returns the number of examples that fill whole vectors. */
    private int reserve(int rows, int examples) {
        int padded = (examples + LANES - 1) / LANES * LANES;
        if (exponentials.length < rows * padded || values.length < padded) {
            exponentials = new float[rows * padded];
            sums = new float[padded];
            values = new float[padded];
        }
        return padded;
    }

    /**
     * The sum of {@link #values} plus the logarithm of {@link #sums} where the values are numbers. The logarithm of a product is
     * taken instead of a sum of them; before it overflows.
     */
    private double sum(int examples) {
        double total = 0;
        double product = 1;
        for (int i = 0; i < examples; i++) {
            if (!Float.isNaN(values[i])) {
                total += values[i];
                product *= sums[i];
                if (product > 1e200) {
                    total += Math.log(product);
                    product = 1;
                }
            }
        }
        return total + Math.log(product);
    }

    private static FloatVector load(Matrix matrix, int row, int column) {
        return Floats.load(matrix.block().memory(), matrix.offset() + row * matrix.stride(), column);
    }

    private static void store(FloatVector vector, Matrix matrix, int row, int column) {
        Floats.store(vector, matrix.block().memory(), matrix.offset() + row * matrix.stride(), column);
    }
}
