package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A random matrix somewhere in a block of other random numbers, which an operation must leave alone. */
final class Field {
    private final int rows;
    private final int columns;
    private final Matrix matrix;
    private final float[] before;

    /** A matrix whose rows are {@code gap} floats longer than its columns; the first starts where the chance has it. */
    Field(SplittableRandom random, int rows, int columns, int gap) {
        this.rows = rows;
        this.columns = columns;
        int offset = random.nextInt(40);
        int stride = Math.max(1, columns + gap);
        before = new float[offset + rows * stride + 40];
        for (int i = 0; i < before.length; i++) {
            before[i] = (float) (2 * random.nextDouble() - 1);
        }
        Block block = new Block(before.length);
        matrix = new Matrix(block, offset, stride);
        fill();
    }

    /** One of the same size and place as {@code other}, of numbers from 0 to {@code most}. */
    Field(SplittableRandom random, Field other, float most) {
        rows = other.rows;
        columns = other.columns;
        before = new float[other.before.length];
        for (int i = 0; i < before.length; i++) {
            before[i] = (float) (most * random.nextDouble());
        }
        matrix = new Matrix(new Block(before.length), other.matrix.offset(), other.matrix.stride());
        fill();
    }

    private void fill() {
        matrix.block().write(0, before, 0, before.length);
    }

    Matrix matrix() {
        return matrix;
    }

    /** What element ({@code row}, {@code column}) was at the start. */
    float was(int row, int column) {
        return before[place(row, column)];
    }

    /** Sets what an element is at the start. */
    void set(int row, int column, float value) {
        before[place(row, column)] = value;
        fill();
    }

    float is(int row, int column) {
        return matrix.block().read(place(row, column));
    }

    private int place(int row, int column) {
        return matrix.offset() + row * matrix.stride() + column;
    }

    /** All numbers of the block. */
    float[] floats() {
        float[] floats = new float[before.length];
        matrix.block().read(0, floats, 0, floats.length);
        return floats;
    }

    /** What they were at the start. */
    float[] start() {
        return before.clone();
    }

    /** Asserts that nothing but the matrix itself has changed, apart from {@code padding} columns behind it. */
    void assertKeptAround(int padding) {
        float[] expected = before.clone();
        float[] floats = floats();
        for (int row = 0; row < rows; row++) {
            int from = place(row, 0);
            System.arraycopy(floats, from, expected, from, columns + padding);
        }
        assertThat(Arrays.equals(floats, expected))
                .as("all around is as it was")
                .isTrue();
    }

    /** Asserts that nothing has changed. */
    void assertKept() {
        assertThat(Arrays.equals(floats(), before))
                .as("what is read is as it was")
                .isTrue();
    }
}
