package io.braid.learn.balance;

import java.util.Arrays;

/**
 * CAGrad: of all directions d around the mean gradient g0 with |d − g0| ≤ c |g0|, the one that the worst off task gains most from:
 *
 * <pre>d = g0 + c |g0| / |g_w| g_w,  where g_w = Σ w_t g_t minimises  g_w · g0 + c |g0| |g_w|,  w ≥ 0,  Σ w = 1.</pre>
 *
 * <p>The minimum is found by moving weight from the task that loses most by having it to the one that gains most, as far as that pays, which
 * for two tasks is the exact answer; it ends when that gains nothing, or after {@link #MOVES}. Multiplied by the number of
 * tasks, since g0 is to stand for the sum.
 *
 * <p>Source: Liu, Liu, Jin, Stone and Liu, "Conflict-averse gradient descent for multi-task learning", NeurIPS 2021; c as there.
 */
final class CaGrad implements Surgery {
    static final double C = 0.4;

    private static final int MOVES = 200;

    /** The part of the longest gradient as short as which g_w counts as zero: there is no direction that all gain by. */
    private static final double SHORTEST = 1e-5;

    private static final double TOLERANCE = 1e-9;

    private final Contenders contenders;
    private final double[] weights;
    private final double[] towardsMean;
    private final double[] towardsWeighted;

    CaGrad(int tasks) {
        this.contenders = new Contenders(tasks);
        this.weights = new double[tasks];
        this.towardsMean = new double[tasks];
        this.towardsWeighted = new double[tasks];
    }

    @Override
    public void combine(Gram all, boolean[] labelled, double[] coefficients) {
        if (!contenders.gather(all, labelled, coefficients)) {
            return;
        }
        int count = contenders.count();
        Gram gram = contenders.gram();
        Arrays.fill(weights, 0, count, 1.0 / count);
        double longest = 0;
        double squaredMean = 0;
        for (int task = 0; task < count; task++) {
            towardsMean[task] = gram.product(task, weights, count);
            towardsWeighted[task] = towardsMean[task];
            squaredMean += towardsMean[task] / count;
            longest = Math.max(longest, gram.norm(task));
        }
        double radius = C * Math.sqrt(Math.max(0, squaredMean));
        double shortest = SHORTEST * longest;
        int moves = 0;
        while (moves < MOVES && move(gram, count, radius, shortest)) {
            moves++;
        }
        double stretch = count * radius / Math.max(length(count), shortest);
        for (int task = 0; task < count; task++) {
            weights[task] = 1 + stretch * weights[task];
        }
        contenders.scatter(weights, 1, coefficients);
    }

    /** The length of the weighted sum of the gradients. */
    private double length(int count) {
        double square = 0;
        for (int task = 0; task < count; task++) {
            square += weights[task] * towardsWeighted[task];
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** Moves weight between two tasks to where it costs least; whether that changed anything. */
    private boolean move(Gram gram, int count, double radius, double shortest) {
        double length = length(count);
        if (length <= shortest) {
            return false;
        }
        int from = -1;
        int to = 0;
        for (int task = 0; task < count; task++) {
            if (weights[task] > 0 && (from < 0 || slope(task, radius, length) > slope(from, radius, length))) {
                from = task;
            }
            if (slope(task, radius, length) < slope(to, radius, length)) {
                to = task;
            }
        }
        double gain = slope(from, radius, length) - slope(to, radius, length);
        double moved = gain <= TOLERANCE * (length + radius) * length ? 0 : best(gram, from, to, radius, length);
        if (moved == 0) {
            return false;
        }
        weights[to] += moved;
        weights[from] = moved == weights[from] ? 0 : weights[from] - moved;
        for (int task = 0; task < count; task++) {
            towardsWeighted[task] += moved * (gram.get(task, to) - gram.get(task, from));
        }
        return true;
    }

    private double slope(int task, double radius, double length) {
        return towardsMean[task] + radius * towardsWeighted[task] / length;
    }

    /**
     * How much weight to move. With x moved the cost is linear + b x + radius √(p x² + 2 q x + r), whose slope is zero where
     * (p x + q)² (p radius² − b²) = b² (p r − q²) and p x + q has the sign that b has not.
     */
    private double best(Gram gram, int from, int to, double radius, double length) {
        double b = towardsMean[to] - towardsMean[from];
        double p = gram.get(to, to) - 2 * gram.get(to, from) + gram.get(from, from);
        double q = towardsWeighted[to] - towardsWeighted[from];
        double steep = p * radius * radius - b * b;
        double all = weights[from];
        if (!(p > 0) || (steep <= 0 && b <= 0)) {
            return all;
        }
        if (steep <= 0) {
            return 0;
        }
        double across = Math.sqrt(Math.max(0, p * length * length - q * q) / steep);
        return Math.max(0, Math.min(all, (-b * across - q) / p));
    }
}
