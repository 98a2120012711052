package io.braid.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The optimisers' updates of {@link VectorKernels}, one stretch at a time. */
final class VectorUpdates {
    private static final int LANES = Floats.LANES;

    private VectorUpdates() {}

    static void adam(Stretches s, int each, float factor, float rate, float keepMean, float keepSquare, float epsilon) {
        Object weights = s.weights.memory();
        Object means = s.state[0].memory();
        Object squares = s.state[1].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            adam(
                    weights,
                    means,
                    squares,
                    gradient,
                    at + i,
                    from + i,
                    LANES,
                    factor,
                    rate,
                    keepMean,
                    keepSquare,
                    epsilon);
        }
        if (whole < s.length) {
            adam(
                    weights,
                    means,
                    squares,
                    gradient,
                    at + whole,
                    from + whole,
                    s.length - whole,
                    factor,
                    rate,
                    keepMean,
                    keepSquare,
                    epsilon);
        }
    }

    private static void adam(
            Object weights,
            Object means,
            Object squares,
            Object gradient,
            int at,
            int from,
            int count,
            float factor,
            float rate,
            float keepMean,
            float keepSquare,
            float epsilon) {
        FloatVector g = Floats.load(gradient, from).mul(factor);
        FloatVector mean = flushed(Floats.load(means, at).mul(keepMean).add(g.mul(1 - keepMean)));
        FloatVector square =
                flushed(Floats.load(squares, at).mul(keepSquare).add(g.mul(g).mul(1 - keepSquare)));
        FloatVector weight =
                Floats.load(weights, at).sub(mean.mul(rate).div(square.sqrt().add(epsilon)));
        Floats.store(mean, means, at, count);
        Floats.store(square, squares, at, count);
        Floats.store(weight, weights, at, count);
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
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            adaGrad(weights, sums, gradient, at + i, from + i, LANES, factor, rate, epsilon);
        }
        if (whole < s.length) {
            adaGrad(weights, sums, gradient, at + whole, from + whole, s.length - whole, factor, rate, epsilon);
        }
    }

    private static void adaGrad(
            Object weights,
            Object sums,
            Object gradient,
            int at,
            int from,
            int count,
            float factor,
            float rate,
            float epsilon) {
        FloatVector g = Floats.load(gradient, from).mul(factor);
        FloatVector sum = Floats.load(sums, at).add(g.mul(g));
        FloatVector weight =
                Floats.load(weights, at).sub(g.mul(rate).div(sum.sqrt().add(epsilon)));
        Floats.store(sum, sums, at, count);
        Floats.store(weight, weights, at, count);
    }

    static void momentum(Stretches s, int each, float factor, float rate, float keep) {
        Object weights = s.weights.memory();
        Object velocities = s.state[0].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            momentum(weights, velocities, gradient, at + i, from + i, LANES, factor, rate, keep);
        }
        if (whole < s.length) {
            momentum(weights, velocities, gradient, at + whole, from + whole, s.length - whole, factor, rate, keep);
        }
    }

    private static void momentum(
            Object weights,
            Object velocities,
            Object gradient,
            int at,
            int from,
            int count,
            float factor,
            float rate,
            float keep) {
        FloatVector g = Floats.load(gradient, from).mul(factor);
        FloatVector velocity = Floats.load(velocities, at).mul(keep).add(g);
        FloatVector weight = Floats.load(weights, at).sub(velocity.mul(rate));
        Floats.store(velocity, velocities, at, count);
        Floats.store(weight, weights, at, count);
    }

    static void ftrl(Stretches s, int each, float factor, float alpha, float beta, float l1, float l2) {
        Object weights = s.weights.memory();
        Object linears = s.state[0].memory();
        Object squares = s.state[1].memory();
        Object gradient = s.gradient.memory();
        int at = s.offsets[each];
        int from = s.gradientOffset + each * s.length;
        int whole = s.length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            ftrl(weights, linears, squares, gradient, at + i, from + i, LANES, factor, alpha, beta, l1, l2);
        }
        if (whole < s.length) {
            ftrl(
                    weights,
                    linears,
                    squares,
                    gradient,
                    at + whole,
                    from + whole,
                    s.length - whole,
                    factor,
                    alpha,
                    beta,
                    l1,
                    l2);
        }
    }

    private static void ftrl(
            Object weights,
            Object linears,
            Object squares,
            Object gradient,
            int at,
            int from,
            int count,
            float factor,
            float alpha,
            float beta,
            float l1,
            float l2) {
        FloatVector g = Floats.load(gradient, from).mul(factor);
        FloatVector before = Floats.load(squares, at);
        FloatVector square = before.add(g.mul(g));
        FloatVector root = square.sqrt();
        FloatVector pull = root.sub(before.sqrt()).div(alpha).mul(Floats.load(weights, at));
        FloatVector linear = Floats.load(linears, at).add(g.sub(pull));
        FloatVector beyond = linear.abs().sub(l1);
        FloatVector size = beyond.div(root.add(beta).div(alpha).add(l2));
        FloatVector weight = size.blend(size.neg(), linear.compare(VectorOperators.GT, 0f));
        Floats.store(square, squares, at, count);
        Floats.store(linear, linears, at, count);
        Floats.store(weight.blend(0f, beyond.compare(VectorOperators.LE, 0f)), weights, at, count);
    }
}
