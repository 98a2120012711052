package io.braid.learn.balance;

import java.util.Arrays;

/**
 * PCGrad: each gradient loses, one after the other, its part against every gradient that it conflicts with, then all are added up:
 *
 * <pre>g_i ← g_i − (g_i · g_j) / (g_j · g_j) g_j  where g_i · g_j &lt; 0.</pre>
 *
 * <p>Each stays a combination of the tasks' gradients, so it is enough to follow its coefficients. The paper takes the others in a random order; here they
 * are taken as they follow in the configuration, from the task's own place on and around, so that a replay needs no
 * random state.
 *
 * <p>Source: Yu, Kumar, Gupta, Levine, Hausman and Finn, "Gradient surgery for multi-task learning", NeurIPS 2020.
 */
final class PcGrad implements Surgery {
    private final Contenders contenders;
    private final double[] projected;
    private final double[] sum;

    PcGrad(int tasks) {
        this.contenders = new Contenders(tasks);
        this.projected = new double[tasks];
        this.sum = new double[tasks];
    }

    @Override
    public void combine(Gram all, boolean[] labelled, double[] coefficients) {
        if (!contenders.gather(all, labelled, coefficients)) {
            return;
        }
        int count = contenders.count();
        Arrays.fill(sum, 0);
        for (int task = 0; task < count; task++) {
            project(task, count);
            for (int other = 0; other < count; other++) {
                sum[other] += projected[other];
            }
        }
        contenders.scatter(sum, 1, coefficients);
    }

    private void project(int task, int count) {
        Gram gram = contenders.gram();
        Arrays.fill(projected, 0);
        projected[task] = 1;
        for (int step = 1; step < count; step++) {
            int other = (task + step) % count;
            double product = gram.product(other, projected, count);
            if (product < 0) {
                projected[other] -= product / gram.get(other, other);
            }
        }
    }
}
