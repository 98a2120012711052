package io.braid.learn.balance;

/**
 * IMTL-G: the combination that is as long along one task's gradient as along any other's. With lengths n and the matrix C of cosines
 *
 * <pre>coefficients ∝ x_t / n_t,  C x = 1.</pre>
 *
 * <p>The paper scales them to add up to 1. They may be negative, and their sum zero or negative, where that explodes or turns the
 * direction round; here their absolute values add up to the number of tasks. A small number on the diagonal of C makes it
 * regular.
 *
 * <p>Source: Liu, Li, Kuang, Xue, Chen, Yang, Liao and Zhang, "Towards impartial multi-task learning", ICLR 2021.
 */
final class ImpartialGradients implements Surgery {
    /** What is added to the diagonal of the cosines. */
    private static final double RIDGE = 1e-9;

    private final Contenders contenders;
    private final double[][] triangle;
    private final double[] weights;

    ImpartialGradients(int tasks) {
        this.contenders = new Contenders(tasks);
        this.triangle = new double[tasks][tasks];
        this.weights = new double[tasks];
    }

    @Override
    public void combine(Gram all, boolean[] labelled, double[] coefficients) {
        if (!contenders.gather(all, labelled, coefficients)) {
            return;
        }
        int count = contenders.count();
        Gram gram = contenders.gram();
        solveForOnes(gram, count);
        double shortest = Double.POSITIVE_INFINITY;
        for (int task = 0; task < count; task++) {
            shortest = Math.min(shortest, gram.norm(task));
        }
        double sum = 0;
        for (int task = 0; task < count; task++) {
            weights[task] *= shortest / gram.norm(task);
            sum += Math.abs(weights[task]);
        }
        contenders.scatter(weights, count / sum, coefficients);
    }

    /** Solves C x = 1 for the cosines C, by Cholesky's decomposition, into the weights. */
    private void solveForOnes(Gram gram, int count) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = i == j ? 1 + RIDGE : gram.cosine(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= triangle[i][k] * triangle[j][k];
                }
                triangle[i][j] = i == j ? Math.sqrt(Math.max(RIDGE * RIDGE, rest)) : rest / triangle[j][j];
            }
        }
        for (int i = 0; i < count; i++) {
            double rest = 1;
            for (int k = 0; k < i; k++) {
                rest -= triangle[i][k] * weights[k];
            }
            weights[i] = rest / triangle[i][i];
        }
        for (int i = count - 1; i >= 0; i--) {
            double rest = weights[i];
            for (int k = i + 1; k < count; k++) {
                rest -= triangle[k][i] * weights[k];
            }
            weights[i] = rest / triangle[i][i];
        }
    }
}
