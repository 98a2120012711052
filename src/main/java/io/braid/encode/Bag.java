package io.braid.encode;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * For each example of a batch, which rows of one embedding table it reads: one for a categorical feature, one per
 * n-gram for a text, none where the feature is missing.
 */
public final class Bag {
    private final int[] ends;
    private int[] rows;
    private int size;

    Bag(int capacity) {
        ends = new int[capacity];
        rows = new int[capacity];
    }

    /** The first place of {@code example} in {@link #row}. */
    public int from(int example) {
        return example == 0 ? 0 : ends[example - 1];
    }

    /** The place after the last of {@code example}. */
    public int to(int example) {
        return ends[example];
    }

    /** The table's row at {@code place}. */
    public int row(int place) {
        return rows[place];
    }

    /** Where each example ends in {@link #rows}; it starts where the one before it ends. */
    public int[] ends() {
        return ends;
    }

    /** The table's rows, example by example. */
    public int[] rows() {
        return rows;
    }

    /** Adds a row to the example that is being encoded. */
    void add(int row) {
        int place = ends[size]++;
        if (place == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        rows[place] = row;
    }

    /** Starts the next example with no rows. */
    void open(int example) {
        size = example;
        ends[example] = from(example);
    }

    void save(DataOutput out, int examples) throws IOException {
        for (int example = 0; example < examples; example++) {
            out.writeInt(to(example) - from(example));
            for (int place = from(example); place < to(example); place++) {
                out.writeInt(rows[place]);
            }
        }
    }

    void load(DataInput in, int examples) throws IOException {
        for (int example = 0; example < examples; example++) {
            open(example);
            for (int left = in.readInt(); left > 0; left--) {
                add(in.readInt());
            }
        }
    }
}
