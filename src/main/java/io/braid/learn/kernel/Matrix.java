package io.braid.learn.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row-major matrix in a {@link Block}: where its first element lies, and how far its rows are apart. How many rows and columns
 * it has is said by each operation. To be made once, not per operation.
 */
public final class Matrix {
    private final Block block;
    private final int offset;
    private final int stride;
    private final FloatPointer pointer;
    private final FloatPointer moving;

    /**
     * The matrix whose first element is the float at {@code offset} of {@code block}.
     *
     * @param stride floats from one row to the next
     */
    public Matrix(Block block, int offset, int stride) {
        this.block = block;
        this.offset = offset;
        this.stride = stride;
        this.pointer = block.pointer(offset);
        this.moving = block.pointer(offset);
    }

    /** Zeros, (rows, at least width), in a block of their own, each row starting at a multiple of 64 bytes. */
    public static Matrix zeros(int rows, int width) {
        int stride = padded(Math.max(1, width));
        return new Matrix(new Block(rows * stride), 0, stride);
    }

    /** {@code width} rounded up to 16 floats, 64 bytes. */
    public static int padded(int width) {
        return (width + 15) / 16 * 16;
    }

    /** The matrix that starts at ({@code row}, {@code column}) of this one. */
    public Matrix at(int row, int column) {
        return new Matrix(block, offset + row * stride + column, stride);
    }

    /** The memory that it lies in. */
    public Block block() {
        return block;
    }

    /** Where in {@link #block} its first element lies. */
    public int offset() {
        return offset;
    }

    /** Floats from one row to the next. */
    public int stride() {
        return stride;
    }

    FloatPointer pointer() {
        return pointer;
    }

    /** A pointer to the float {@code offset} behind its first element, until the next call. */
    FloatPointer pointer(int offset) {
        return moving.position(offset);
    }

    /** Its first {@code rows} and {@code columns} as an ND4J array, sharing the memory. */
    INDArray view(int rows, int columns) {
        INDArray array = block.array();
        return Nd4j.create(
                array.data(), new long[] {rows, columns}, new long[] {stride, 1}, array.offset() + offset, 'c');
    }

    /** The first {@code columns} of row {@code row}, (1, columns), likewise. */
    INDArray row(int row, int columns) {
        INDArray array = block.array();
        long start = array.offset() + offset + (long) row * stride;
        return Nd4j.create(array.data(), new long[] {1, columns}, new long[] {stride, 1}, start, 'c');
    }

    /** Copies {@code count} floats of {@code source} to the start of row {@code row}. */
    public void write(int row, float[] source, int from, int count) {
        block.write(offset + row * stride, source, from, count);
    }

    /** Copies {@code count} floats from the start of row {@code row} to {@code target}. */
    public void read(int row, float[] target, int at, int count) {
        block.read(offset + row * stride, target, at, count);
    }

    /** Sets the first element of the first {@code rows} rows to {@code value}. */
    public void fill(int rows, float value) {
        float[] one = {value};
        for (int row = 0; row < rows; row++) {
            write(row, one, 0, 1);
        }
    }
}
