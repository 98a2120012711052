package io.braid.learn.balance;

import java.util.Arrays;

/**
 * Aligned-MTL: the gradients are replaced by the nearest that are all orthogonal and as long as the shortest principal component of theirs,
 * then added up. With the products' eigenvectors v, eigenvalues λ, and σ² the smallest λ that is not zero
 *
 * <pre>coefficients = Σ σ / √λ_k  v_k (v_k · 1).</pre>
 *
 * <p>No coefficient is beyond the root of the number of tasks, and some may be negative. Gradients that nearly coincide have a short component,
 * and so a short sum: with optimisers that follow the scale of their gradients, steps are then short too. Components that are {@link #ZERO} beside the longest
 * are left out.
 *
 * <p>Source: Senushkin, Patakin, Kuznetsov and Konushin, "Independent component alignment for multi-task learning", CVPR 2023.
 */
final class AlignedMtl implements Surgery {
    /** The part of the largest eigenvalue as small as which another counts as zero. */
    private static final double ZERO = 1e-9;

    private final Contenders contenders;
    private final SymmetricEigen eigen;
    private final double[] weights;

    AlignedMtl(int tasks) {
        this.contenders = new Contenders(tasks);
        this.eigen = new SymmetricEigen(tasks);
        this.weights = new double[tasks];
    }

    @Override
    public void combine(Gram all, boolean[] labelled, double[] coefficients) {
        if (!contenders.gather(all, labelled, coefficients)) {
            return;
        }
        int count = contenders.count();
        eigen.decompose(contenders.gram(), count);
        double zero = 0;
        for (int k = 0; k < count; k++) {
            zero = Math.max(zero, ZERO * eigen.value(k));
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            smallest = eigen.value(k) > zero ? Math.min(smallest, eigen.value(k)) : smallest;
        }
        Arrays.fill(weights, 0);
        for (int k = 0; k < count; k++) {
            if (eigen.value(k) > zero) {
                addComponent(k, count, Math.sqrt(smallest / eigen.value(k)));
            }
        }
        contenders.scatter(weights, 1, coefficients);
    }

    private void addComponent(int k, int count, double factor) {
        double sum = 0;
        for (int task = 0; task < count; task++) {
            sum += eigen.vector(task, k);
        }
        for (int task = 0; task < count; task++) {
            weights[task] += factor * sum * eigen.vector(task, k);
        }
    }
}
