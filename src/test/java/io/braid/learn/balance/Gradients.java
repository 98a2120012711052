package io.braid.learn.balance;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gradients of several tasks, written out, a row each. */
record Gradients(double[]... rows) {

    /** Gradients of {@code tasks} tasks by {@code width} parameters, of lengths that differ by orders of magnitude. */
    static Gradients random(int tasks, int width, SplittableRandom random) {
        double[][] rows = new double[tasks][width];
        for (double[] row : rows) {
            double scale = Math.exp(4 * random.nextDouble() - 2);
            Arrays.setAll(row, at -> scale * (2 * random.nextDouble() - 1));
        }
        return new Gradients(rows);
    }

    /** Their products with each other. */
    Gram gram() {
        Gram gram = new Gram(rows.length);
        for (int s = 0; s < rows.length; s++) {
            for (int t = 0; t <= s; t++) {
                gram.set(s, t, product(rows[s], rows[t]));
            }
        }
        return gram;
    }

    /** What {@code surgery} makes of them where all tasks have labels. */
    double[] coefficients(Surgery surgery) {
        boolean[] labelled = new boolean[rows.length];
        Arrays.fill(labelled, true);
        return coefficients(surgery, labelled);
    }

    double[] coefficients(Surgery surgery, boolean[] labelled) {
        double[] coefficients = new double[rows.length];
        surgery.combine(gram(), labelled, coefficients);
        return coefficients;
    }

    /** The sum of {@code coefficients} times gradients. */
    double[] combined(double... coefficients) {
        double[] sum = new double[rows[0].length];
        for (int task = 0; task < rows.length; task++) {
            for (int at = 0; at < sum.length; at++) {
                sum[at] += coefficients[task] * rows[task][at];
            }
        }
        return sum;
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int at = 0; at < a.length; at++) {
            sum += a[at] * b[at];
        }
        return sum;
    }

    static double length(double[] vector) {
        return Math.sqrt(product(vector, vector));
    }
}
