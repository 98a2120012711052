package io.braid.encode;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A mini-batch of encoded examples, filled one by one.
 *
 * <p>Labels are in their own units; {@code NaN} masks a task for an example. Beside each label lies the unit in which
 * the example is predicted: what was known of the task's labels when the example arrived, so that no prediction has
 * seen its own label.
 */
public final class Batch {
    private final Shape shape;
    private final int capacity;
    private final float[] values;
    private final float[] flags;
    private final Bag[] bags;
    private final double[] labels;
    private final double[] shifts;
    private final double[] scales;
    private final float[] targets;
    private int size;

    /** An empty batch for {@code capacity} examples of {@code shape}. */
    public Batch(Shape shape, int capacity) {
        this.shape = shape;
        this.capacity = capacity;
        values = new float[capacity * shape.values()];
        flags = new float[capacity * shape.flags()];
        bags = Stream.generate(() -> new Bag(capacity))
                .limit(shape.tables().size())
                .toArray(Bag[]::new);
        labels = new double[capacity * shape.tasks()];
        shifts = new double[capacity * shape.tasks()];
        scales = new double[capacity * shape.tasks()];
        targets = new float[capacity * shape.tasks()];
    }

    /** How many examples it holds. */
    public int size() {
        return size;
    }

    /** How many examples it can hold. */
    public int capacity() {
        return capacity;
    }

    /** Whether no further example fits. */
    public boolean isFull() {
        return size == capacity;
    }

    /** The numbers, (capacity, values) row by row. */
    public float[] values() {
        return values;
    }

    /** The missing indicators, (capacity, flags) row by row, each 0 or 1. */
    public float[] flags() {
        return flags;
    }

    /** The embedding rows read per table. */
    public Bag bag(int table) {
        return bags[table];
    }

    /** The label of {@code task} in its own units, {@code NaN} where there is none. */
    public double label(int example, int task) {
        return labels[example * shape.tasks() + task];
    }

    /** Whether {@code example} has a label for any task. */
    public boolean isLabelled(int example) {
        for (int task = 0; task < shape.tasks(); task++) {
            if (!Double.isNaN(label(example, task))) {
                return true;
            }
        }
        return false;
    }

    /** The label as the loss takes it, {@code NaN} where there is none; valid after {@link Encoder#targets}. */
    public float target(int example, int task) {
        return targets[example * shape.tasks() + task];
    }

    /** What is added to a scaled output to predict {@code task}; {@code NaN} before the task's first label. */
    public double shift(int example, int task) {
        return shifts[example * shape.tasks() + task];
    }

    /** What an output is multiplied by to predict {@code task}. */
    public double scale(int example, int task) {
        return scales[example * shape.tasks() + task];
    }

    /** Makes room for one more example, without features and labels, and returns its place. */
    int open() {
        int example = size++;
        Arrays.fill(values, example * shape.values(), size * shape.values(), 0f);
        Arrays.fill(flags, example * shape.flags(), size * shape.flags(), 0f);
        Arrays.fill(labels, example * shape.tasks(), size * shape.tasks(), Double.NaN);
        for (Bag bag : bags) {
            bag.open(example);
        }
        return example;
    }

    void value(int example, int column, float value) {
        values[example * shape.values() + column] = value;
    }

    void flag(int example, int column) {
        flags[example * shape.flags() + column] = 1f;
    }

    void label(int example, int task, double label, double shift, double scale) {
        int place = example * shape.tasks() + task;
        labels[place] = label;
        shifts[place] = shift;
        scales[place] = scale;
    }

    void target(int example, int task, float target) {
        targets[example * shape.tasks() + task] = target;
    }

    /** Empties the batch. */
    public void clear() {
        size = 0;
    }

    /** Writes the examples that it holds. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size * shape.values(); i++) {
            out.writeFloat(values[i]);
        }
        for (int i = 0; i < size * shape.flags(); i++) {
            out.writeBoolean(flags[i] != 0f);
        }
        for (int i = 0; i < size * shape.tasks(); i++) {
            out.writeDouble(labels[i]);
            out.writeDouble(shifts[i]);
            out.writeDouble(scales[i]);
        }
        for (Bag bag : bags) {
            bag.save(out, size);
        }
    }

    /** Takes over the examples that {@link #save} wrote for the same shape. */
    public void load(DataInput in) throws IOException {
        size = in.readInt();
        for (int i = 0; i < size * shape.values(); i++) {
            values[i] = in.readFloat();
        }
        for (int i = 0; i < size * shape.flags(); i++) {
            flags[i] = in.readBoolean() ? 1f : 0f;
        }
        for (int i = 0; i < size * shape.tasks(); i++) {
            labels[i] = in.readDouble();
            shifts[i] = in.readDouble();
            scales[i] = in.readDouble();
        }
        for (Bag bag : bags) {
            bag.load(in, size);
        }
    }
}
