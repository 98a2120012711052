package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The optimisers' updates of {@link VectorKernels}, one stretch at a time. */
final class VectorUpdates {
    private static final int LANES = Floats.LANES;

    private VectorUpdates() {}

    static void adam(
            Stretches s, int each, float factor, float rate, float keepMean, float keepSquare, float epsilon) {
        Object weights = s.weights.memory();
        Object means = s.state[0].memory();
        Object squares = s.state[1].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        for (int i = 0; i < s.length; i += LANES) {
            FloatVector g = Floats.load(gradient, from + i).mul(factor);
            FloatVector mean = flushed(
                    Floats.load(means, at + i).mul(keepMean).add(g.mul(1 - keepMean)));
            FloatVector square = flushed(
                    Floats.load(squares, at + i).mul(keepSquare).add(g.mul(g).mul(1 - keepSquare)));
            FloatVector weight = Floats.load(weights, at + i)
                    .sub(mean.mul(rate).div(square.sqrt().add(epsilon)));
            Floats.store(mean, means, at + i, s.length - i);
            Floats.store(square, squares, at + i, s.length - i);
            Floats.store(weight, weights, at + i, s.length - i);
        }
    }

    private static FloatVector flushed(FloatVector x) {
        return x.add(Kernels.FLUSH).sub(Kernels.FLUSH);
    }

    static void adaGrad(Stretches s, int each, float factor, float rate, float epsilon) {
        Object weights = s.weights.memory();
        Object sums = s.state[0].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        for (int i = 0; i < s.length; i += LANES) {
            FloatVector g = Floats.load(gradient, from + i).mul(factor);
            FloatVector sum = Floats.load(sums, at + i).add(g.mul(g));
            FloatVector weight = Floats.load(weights, at + i)
                    .sub(g.mul(rate).div(sum.sqrt().add(epsilon)));
            Floats.store(sum, sums, at + i, s.length - i);
            Floats.store(weight, weights, at + i, s.length - i);
        }
    }

    static void momentum(Stretches s, int each, float factor, float rate, float keep) {
        Object weights = s.weights.memory();
        Object velocities = s.state[0].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        for (int i = 0; i < s.length; i += LANES) {
            FloatVector g = Floats.load(gradient, from + i).mul(factor);
            FloatVector velocity = Floats.load(velocities, at + i).mul(keep).add(g);
            FloatVector weight = Floats.load(weights, at + i).sub(velocity.mul(rate));
            Floats.store(velocity, velocities, at + i, s.length - i);
            Floats.store(weight, weights, at + i, s.length - i);
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
            FloatVector g = Floats.load(gradient, from + i).mul(factor);
            FloatVector before = Floats.load(squares, at + i);
            FloatVector square = before.add(g.mul(g));
            FloatVector root = square.sqrt();
            FloatVector pull =
                    root.sub(before.sqrt()).div(alpha).mul(Floats.load(weights, at + i));
            FloatVector linear = Floats.load(linears, at + i).add(g.sub(pull));
            FloatVector beyond = linear.abs().sub(l1);
            FloatVector size = beyond.div(root.add(beta).div(alpha).add(l2));
            FloatVector weight = size.blend(size.neg(), linear.compare(VectorOperators.GT, 0f));
            Floats.store(square, squares, at + i, s.length - i);
            Floats.store(linear, linears, at + i, s.length - i);
            Floats.store(
                    weight.blend(0f, beyond.compare(VectorOperators.LE, 0f)), weights, at + i, s.length - i);
        }
    }
}
