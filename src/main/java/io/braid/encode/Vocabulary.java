package io.braid.encode;

import java.util.Arrays;

/**
 * The values of a categorical feature that have a row of their own in its embedding table, in the order in which they
 * were first met. When all rows are given away, a further value shares the row that it hashes to.
 *
 * <p>A value is known by its 64-bit hash. It only grows, so a checkpoint writes new values alone.
 */
public final class Vocabulary {
    private final int rows;
    private long[] hashes = new long[16];
    private int[] index = new int[64];
    private int size;
    private int saved;

    /** An empty vocabulary for a table of {@code rows}. */
    Vocabulary(int rows) {
        this.rows = rows;
    }

    /** The row of {@code value}, a new one if it is met for the first time. */
    int row(byte[] value) {
        long hash = Hash.mix(Hash.of(value));
        int slot = slot(hash);
        if (index[slot] != 0) {
            return index[slot] - 1;
        }
        if (size == rows) {
            return Hash.row(hash, rows);
        }
        add(hash);
        return size - 1;
    }

    /** The place of {@code hash} in the index, or the free one where it belongs. */
    private int slot(long hash) {
        int mask = index.length - 1;
        int slot = (int) hash & mask;
        while (index[slot] != 0 && hashes[index[slot] - 1] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Gives the next row to a value that has none yet. */
    public void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            index = new int[index.length * 2];
            for (int row = 0; row < size; row++) {
                index[slot(hashes[row])] = row + 1;
            }
        }
        index[slot(hash)] = size + 1;
        hashes[size++] = hash;
    }

    /** How many values have a row of their own. */
    public int size() {
        return size;
    }

    /** The hash of the value of {@code row}. */
    public long hash(int row) {
        return hashes[row];
    }

    /** The first row that was given away since the last {@link #markSaved}. */
    public int firstUnsaved() {
        return saved;
    }

    /** Takes all values as saved. */
    public void markSaved() {
        saved = size;
    }

    /** Forgets every value. */
    void reset() {
        Arrays.fill(index, 0);
        size = 0;
        saved = 0;
    }
}
