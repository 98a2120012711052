package io.braid.learn;

import java.util.Arrays;

/** The inner products of the tasks' gradients by what they share, summed over the examples of a batch: a symmetric matrix. */
final class TaskProducts {
    private final int tasks;
    private final double[] products;

    TaskProducts(int tasks) {
        this.tasks = tasks;
        this.products = new double[tasks * tasks];
    }

    void clear() {
        Arrays.fill(products, 0);
    }

    void add(int s, int t, double product) {
        products[s * tasks + t] += product;
    }

    double of(int s, int t) {
        return products[s * tasks + t];
    }
}
