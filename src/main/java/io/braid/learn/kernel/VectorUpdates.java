package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The optimisers' updates of {@link VectorKernels}, one stretch at a time: whole vectors, then what is left. */
final class VectorUpdates {
    private static final int LANES = Floats.LANES;

    private VectorUpdates() {}

    static void adam(Stretches s, int each, float factor, float rate, float keepMean, float keepSquare, float epsilon) {
        Object weights = Floats.view(s.weights.memory());
        Object means = Floats.view(s.state[0].memory());
        Object squares = Floats.view(s.state[1].memory());
        Object gradient = Floats.view(s.gradient.memory());
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector g = Floats.load(gradient, from, i).mul(factor);
            FloatVector mean = mean(g, Floats.load(means, at, i), keepMean);
            FloatVector square = mean(g.mul(g), Floats.load(squares, at, i), keepSquare);
            Floats.store(mean, means, at, i);
            Floats.store(square, squares, at, i);
            Floats.store(moved(Floats.load(weights, at, i), mean, square, rate, epsilon), weights, at, i);
        }
        int left = s.length - whole;
        if (left > 0) {
            FloatVector g = Floats.load(gradient, from, whole).mul(factor);
            FloatVector mean = mean(g, Floats.load(means, at, whole), keepMean);
            FloatVector square = mean(g.mul(g), Floats.load(squares, at, whole), keepSquare);
            FloatVector weight = moved(Floats.load(weights, at, whole), mean, square, rate, epsilon);
            Floats.storeFirst(left, mean, means, at + whole);
            Floats.storeFirst(left, square, squares, at + whole);
            Floats.storeFirst(left, weight, weights, at + whole);
        }
    }

    private static FloatVector mean(FloatVector x, FloatVector before, float keep) {
        return before.fma(Floats.all(keep), x.mul(1 - keep)).add(Kernels.FLUSH).sub(Kernels.FLUSH);
    }

    private static FloatVector moved(
            FloatVector weight, FloatVector step, FloatVector square, float rate, float epsilon) {
        return weight.sub(step.mul(rate).div(square.sqrt().add(epsilon)));
    }

    static void adaGrad(Stretches s, int each, float factor, float rate, float epsilon) {
        Object weights = s.weights.memory();
        Object sums = s.state[0].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector g = Floats.load(gradient, from, i).mul(factor);
            FloatVector sum = Floats.load(sums, at, i).add(g.mul(g));
            Floats.store(sum, sums, at, i);
            Floats.store(moved(Floats.load(weights, at, i), g, sum, rate, epsilon), weights, at, i);
        }
        int left = s.length - whole;
        if (left > 0) {
            FloatVector g = Floats.load(gradient, from, whole).mul(factor);
            FloatVector sum = Floats.load(sums, at, whole).add(g.mul(g));
            FloatVector weight = moved(Floats.load(weights, at, whole), g, sum, rate, epsilon);
            Floats.storeFirst(left, sum, sums, at + whole);
            Floats.storeFirst(left, weight, weights, at + whole);
        }
    }

    static void momentum(Stretches s, int each, float factor, float rate, float keep) {
        Object weights = s.weights.memory();
        Object velocities = s.state[0].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        for (int i = 0; i < s.length; i += LANES) {
            FloatVector g = Floats.load(gradient, from, i).mul(factor);
            FloatVector velocity = Floats.load(velocities, at, i).mul(keep).add(g);
            FloatVector weight = Floats.load(weights, at, i).sub(velocity.mul(rate));
            Floats.storeFirst(s.length - i, velocity, velocities, at + i);
            Floats.storeFirst(s.length - i, weight, weights, at + i);
        }
    }

    static void ftrl(Stretches s, int each, float factor, float alpha, float beta, float l1, float l2) {
        Object weights = s.weights.memory();
        Object linears = s.state[0].memory();
        Object squares = s.state[1].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        for (int i = 0; i < s.length; i += LANES) {
            FloatVector g = Floats.load(gradient, from, i).mul(factor);
            FloatVector before = Floats.load(squares, at, i);
            FloatVector square = before.add(g.mul(g));
            FloatVector root = square.sqrt();
            FloatVector pull = root.sub(before.sqrt()).div(alpha).mul(Floats.load(weights, at, i));
            FloatVector linear = Floats.load(linears, at, i).add(g.sub(pull));
            FloatVector beyond = linear.abs().sub(l1);
            FloatVector size = beyond.div(root.add(beta).div(alpha).add(l2));
            FloatVector signed = size.blend(Floats.all(0f).sub(size), linear.compare(VectorOperators.GT, 0f));
            FloatVector weight = signed.blend(0f, beyond.compare(VectorOperators.LE, 0f));
            Floats.storeFirst(s.length - i, square, squares, at + i);
            Floats.storeFirst(s.length - i, linear, linears, at + i);
            Floats.storeFirst(s.length - i, weight, weights, at + i);
        }
    }
}
