package io.braid.learn.balance;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What weightings are told of a batch, tried out on one. */
record Batches(double[] losses, int[] labels, Gram gradients) {
    /** Losses and gradients that no batch should have, and some that one may. */
    private static final double[] HOSTILE = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -1,
        0,
        Double.MIN_VALUE,
        1e-30,
        1e30,
        Double.MAX_VALUE
    };

    /** A batch in which every task has a label. */
    static Batches of(double... losses) {
        int[] labels = new int[losses.length];
        Arrays.fill(labels, 8);
        return new Batches(losses, labels, new Gram(losses.length));
    }

    /** A usual batch of {@code tasks} tasks, in which about a third of the tasks have no label. */
    static Batches random(int tasks, SplittableRandom random) {
        double[] losses = new double[tasks];
        int[] labels = new int[tasks];
        for (int task = 0; task < tasks; task++) {
            labels[task] = Math.max(0, random.nextInt(12) - 3);
            losses[task] = labels[task] == 0 ? Double.NaN : Math.exp(task - 2 * random.nextDouble());
        }
        return new Batches(losses, labels, Gradients.random(tasks, 5, random).gram());
    }

    /** A batch with numbers in it that are none, or far too large. */
    static Batches hostile(int tasks, SplittableRandom random) {
        Batches batch = random(tasks, random);
        int task = random.nextInt(tasks);
        batch.losses[task] = HOSTILE[random.nextInt(HOSTILE.length)];
        batch.labels[task] = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            batch.gradients.set(task, task, HOSTILE[random.nextInt(HOSTILE.length)]);
        }
        return batch;
    }

    /** This batch without the labels of {@code task}, of which other nonsense is told. */
    Batches without(int task, double nonsense) {
        Batches copy = new Batches(losses.clone(), labels.clone(), new Gram(losses.length));
        for (int s = 0; s < losses.length; s++) {
            for (int t = 0; t < losses.length; t++) {
                copy.gradients.set(s, t, s == task || t == task ? nonsense : gradients.get(s, t));
            }
        }
        copy.losses[task] = nonsense;
        copy.labels[task] = 0;
        return copy;
    }

    /** This batch with its tasks in the opposite order. */
    Batches reversed() {
        int last = losses.length - 1;
        Batches copy = new Batches(losses.clone(), labels.clone(), new Gram(losses.length));
        for (int s = 0; s <= last; s++) {
            copy.losses[s] = losses[last - s];
            copy.labels[s] = labels[last - s];
            for (int t = 0; t <= last; t++) {
                copy.gradients.set(s, t, gradients.get(last - s, last - t));
            }
        }
        return copy;
    }

    /** Lets {@code weighting} observe this batch {@code times} times. */
    Batches tell(Weighting weighting, int times) {
        for (int round = 0; round < times; round++) {
            weighting.observe(losses, labels, gradients);
        }
        return this;
    }

    /** The factors that {@code weighting} has for {@code tasks} tasks. */
    static double[] factors(Weighting weighting, int tasks) {
        float[] factors = new float[tasks];
        weighting.weigh(factors);
        double[] doubles = new double[tasks];
        Arrays.setAll(doubles, task -> factors[task]);
        return doubles;
    }
}
