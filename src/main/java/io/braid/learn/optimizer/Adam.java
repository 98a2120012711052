package io.braid.learn.optimizer;

/**
 * Adam: steps along the running mean of the gradient over the root of its running square, both corrected for their start
 * at zero.
 *
 * <p>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 *
 * @param learningRate the step size
 * @param beta1 how much of the running mean stays at each update
 * @param beta2 how much of the running square stays at each update
 * @param epsilon added to the root, against division by zero
 */
public record Adam(float learningRate, float beta1, float beta2, float epsilon) implements Optimizer {
    /** Added and taken away again: numbers that are too small to matter, and slow, become zero. */
    private static final float FLUSH = 1e-30f;

    /** Adam with the paper's other settings. */
    public Adam(float learningRate) {
        this(learningRate, 0.9f, 0.999f, 1e-8f);
    }

    @Override
    public int planes() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradient, float[][] state, int count, long step) {
        double correction1 = 1 - Math.pow(beta1, (double) step);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, (double) step));
        move(
                parameters,
                gradient,
                state[0],
                state[1],
                count,
                (float) (learningRate * correction2 / correction1),
                (float) (epsilon * correction2));
    }

    private void move(float[] p, float[] g, float[] means, float[] squares, int count, float rate, float eps) {
        float keep1 = beta1;
        float take1 = 1 - beta1;
        float keep2 = beta2;
        float take2 = 1 - beta2;
        for (int i = 0; i < count; i++) {
            float mean = (keep1 * means[i] + take1 * g[i] + FLUSH) - FLUSH;
            float square = (keep2 * squares[i] + take2 * (g[i] * g[i]) + FLUSH) - FLUSH;
            means[i] = mean;
            squares[i] = square;
            p[i] -= rate * mean / ((float) Math.sqrt(square) + eps);
        }
    }
}
