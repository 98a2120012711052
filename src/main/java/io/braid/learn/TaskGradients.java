package io.braid.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Who helps whom: how the tasks' gradients by the shared parameters agree, on sampled batches. Where two of them point the same way,
 * what is learnt for one task serves the other; where they point against each other, the encoder stands between them.
 *
 * <p>A single batch's gradient is mostly the noise of its labels, which tells nothing of the tasks. So what is compared are running
 * means, and their inner products are summed up over the stream, the latest counting most: the large gradients of
 * learning something new outweigh the small ones of having learnt it, where the tasks do nothing but balance each other.
 *
 * <p>Means are kept as sketches of {@value #WIDTH} numbers, each parameter added to one of them with a random sign. Inner products
 * stay what they are on average, with an error of some 4 % of the lengths' product. Sources: Charikar et al., "Finding frequent
 * items in data streams", ICALP 2002 (the sketch); Yu et al., "Gradient surgery for multi-task learning", NeurIPS 2020 (the
 * cosine); Fifty et al., "Efficiently identifying task groupings for multi-task learning", NeurIPS 2021 (the effect).
 */
public final class TaskGradients {
    /** Numbers of a sketch. */
    static final int WIDTH = 512;

    /** What is kept of a mean when the next sample comes: half of it after 34. */
    static final double MEAN_KEPT = 0.98;

    /** What is kept of the sums of inner products: half of them after 693 samples. */
    static final double SUM_KEPT = 0.999;

    private static final long PLACES = 0x5eed;

    private final int tasks;
    private final short[] places;
    private final double[][] means;
    private final double[] losses;
    private final double[] counted;
    private final double[][] sums;
    private final double[] sample = new double[WIDTH];
    private double samples;

    /** Of {@code tasks} tasks and {@code parameters} shared parameters; nothing was sampled yet. */
    TaskGradients(int tasks, int parameters) {
        this.tasks = tasks;
        this.places = new short[parameters];
        this.means = new double[tasks][WIDTH];
        this.losses = new double[tasks];
        this.counted = new double[tasks];
        this.sums = new double[tasks][tasks];
        SplittableRandom random = new SplittableRandom(PLACES);
        for (int i = 0; i < parameters; i++) {
            places[i] = (short) random.nextInt(2 * WIDTH);
        }
    }

    /** How many tasks there are. */
    public int tasks() {
        return tasks;
    }

    /** The cosine between the gradients of {@code s} and {@code t}, from -1 to 1; {@code NaN} while one is unknown or zero. */
    public double cosine(int s, int t) {
        return sums[s][t] / Math.sqrt(sums[s][s]) / Math.sqrt(sums[t][t]);
    }

    /**
     * By how much of itself the loss of {@code t} falls, to first order, when the shared parameters take a step of gradient descent
     * with rate 1 for {@code s} alone; below 0: it rises. {@code NaN} while one is unknown.
     */
    public double effect(int s, int t) {
        return sums[s][t] / samples / (losses[t] / counted[t]);
    }

    /** Begins the sample of a task. */
    void open() {
        Arrays.fill(sample, 0);
    }

    /**
     * Takes up {@code count} derivatives, by the shared parameters from {@code first} on. The sign is flipped as a bit: a branch on
     * something random would take most of the time.
     */
    void add(float[] gradient, int first, int count) {
        for (int i = 0; i < count; i++) {
            int place = places[first + i];
            sample[place >> 1] +=
                    Float.intBitsToFloat(Float.floatToRawIntBits(gradient[i]) ^ (place << (Integer.SIZE - 1)));
        }
    }

    /** Ends the sample of {@code task}, whose mean loss in it was {@code loss}; one that isn't finite is left out. */
    void close(int task, double loss) {
        if (!Double.isFinite(inner(sample, sample)) || !Double.isFinite(loss)) {
            return;
        }
        for (int i = 0; i < WIDTH; i++) {
            means[task][i] += (1 - MEAN_KEPT) * (sample[i] - means[task][i]);
        }
        losses[task] = MEAN_KEPT * losses[task] + (1 - MEAN_KEPT) * loss;
        counted[task] = MEAN_KEPT * counted[task] + (1 - MEAN_KEPT);
    }

    /** Sums up, once all tasks of a batch were sampled. */
    void sum() {
        samples = SUM_KEPT * samples + 1;
        for (int s = 0; s < tasks; s++) {
            for (int t = 0; t < tasks; t++) {
                double bias = Math.max(1 - MEAN_KEPT, counted[s]) * Math.max(1 - MEAN_KEPT, counted[t]);
                sums[s][t] = SUM_KEPT * sums[s][t] + inner(means[s], means[t]) / bias;
            }
        }
    }

    private static double inner(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    /** Forgets all samples. */
    public void reset() {
        for (int task = 0; task < tasks; task++) {
            Arrays.fill(means[task], 0);
            Arrays.fill(sums[task], 0);
        }
        Arrays.fill(losses, 0);
        Arrays.fill(counted, 0);
        samples = 0;
    }

    /** Takes over what {@code other} knows, of as many tasks and parameters. */
    void copy(TaskGradients other) {
        samples = other.samples;
        for (int task = 0; task < tasks; task++) {
            System.arraycopy(other.means[task], 0, means[task], 0, WIDTH);
            System.arraycopy(other.sums[task], 0, sums[task], 0, tasks);
        }
        System.arraycopy(other.losses, 0, losses, 0, tasks);
        System.arraycopy(other.counted, 0, counted, 0, tasks);
    }

    /** Writes the means and sums. */
    public void save(DataOutput out) throws IOException {
        out.writeDouble(samples);
        for (int task = 0; task < tasks; task++) {
            save(means[task], out);
            save(sums[task], out);
        }
        save(losses, out);
        save(counted, out);
    }

    private static void save(double[] values, DataOutput out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        samples = in.readDouble();
        for (int task = 0; task < tasks; task++) {
            load(means[task], in);
            load(sums[task], in);
        }
        load(losses, in);
        load(counted, in);
    }

    private static void load(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }
}
