package io.braid.learn.balance;

import java.util.Arrays;

/**
 * The products of several tasks' gradients with each other: a symmetric matrix of tasks by tasks, with the squared lengths on
 * the diagonal. It tells all about the gradients but where they point.
 */
public final class Gram {
    private final int size;
    private final double[] products;

    /** The products of {@code size} gradients that are zero. */
    public Gram(int size) {
        this.size = size;
        this.products = new double[size * size];
    }

    /** How many gradients there are. */
    public int size() {
        return size;
    }

    /** The product of the gradients {@code s} and {@code t}. */
    public double get(int s, int t) {
        return products[s * size + t];
    }

    /** Sets the product of the gradients {@code s} and {@code t}, in whichever order. */
    public void set(int s, int t, double product) {
        products[s * size + t] = product;
        products[t * size + s] = product;
    }

    /** Adds to the product of the gradients {@code s} and {@code t}, in whichever order. */
    public void add(int s, int t, double product) {
        set(s, t, get(s, t) + product);
    }

    /** Adds the products of {@code other}, of the same size. */
    public void add(Gram other) {
        for (int pair = 0; pair < products.length; pair++) {
            products[pair] += other.products[pair];
        }
    }

    /** Makes all products zero. */
    public void clear() {
        Arrays.fill(products, 0);
    }

    /** The length of gradient {@code t}. */
    public double norm(int t) {
        return Math.sqrt(get(t, t));
    }

    /** The cosine of the angle between two gradients; 0 where one of them is zero, {@code NaN} where one is not finite. */
    public double cosine(int s, int t) {
        double norms = norm(s) * norm(t);
        return norms == 0 ? 0 : get(s, t) / norms;
    }

    /** Makes this the products of gradients that are {@code factors} times those of {@code other}. */
    public void scale(Gram other, float[] factors) {
        for (int s = 0; s < size; s++) {
            for (int t = 0; t < size; t++) {
                products[s * size + t] = factors[s] * other.products[s * size + t] * factors[t];
            }
        }
    }

    /** The product of gradient {@code s} with the sum of {@code coefficients} times the first {@code count} gradients. */
    double product(int s, double[] coefficients, int count) {
        double sum = 0;
        for (int t = 0; t < count; t++) {
            sum += products[s * size + t] * coefficients[t];
        }
        return sum;
    }
}
