package io.braid.learn.balance;

/** The tasks of a batch that have a gradient, side by side, without those between them that have none. */
final class Contenders {
    /** The part of the longest gradient's square as small as which a square counts as zero. */
    private static final double ZERO = 1e-30;

    private final int[] tasks;
    private final Gram gram;
    private int count;

    /** Room for {@code size} tasks. */
    Contenders(int size) {
        this.tasks = new int[size];
        this.gram = new Gram(size);
    }

    /**
     * Takes the tasks with labels and a gradient that isn't zero beside the longest, and sets the coefficients to 1 for tasks
     * with labels and 0 for the others.
     *
     * @return whether there is something to decide: two gradients, and only finite products
     */
    boolean gather(Gram all, boolean[] labelled, double[] coefficients) {
        double largest = 0;
        for (int task = 0; task < labelled.length; task++) {
            coefficients[task] = labelled[task] ? 1 : 0;
            largest = labelled[task] ? Math.max(largest, all.get(task, task)) : largest;
        }
        count = 0;
        for (int task = 0; task < labelled.length; task++) {
            if (labelled[task] && all.get(task, task) > ZERO * largest) {
                tasks[count++] = task;
            }
        }
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double product = all.get(tasks[i], tasks[j]) / largest;
                gram.set(i, j, product);
                finite &= Double.isFinite(product);
            }
        }
        return count > 1 && finite;
    }

    /** How many were taken. */
    int count() {
        return count;
    }

    /**
     * The products of their gradients, the largest being 1; only the first {@link #count()} rows and columns mean
     * anything.
     */
    Gram gram() {
        return gram;
    }

    /** Writes the coefficient of each to the place of its task, times {@code factor}. */
    void scatter(double[] weights, double factor, double[] coefficients) {
        for (int i = 0; i < count; i++) {
            coefficients[tasks[i]] = factor * weights[i];
        }
    }
}
