package io.braid.learn;

import io.braid.learn.kernel.Block;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A row-major matrix in native memory.
 *
 * @param block its memory
 * @param stride floats from one row to the next
 */
record Rows(Block block, int stride) {
    /** Zeros, (rows, at least width), each row starting at a multiple of 64 bytes. */
    static Rows of(int rows, int width) {
        int stride = (Math.max(1, width) + 15) / 16 * 16;
        return new Rows(new Block(rows * stride), stride);
    }

    /** A pointer to column {@code column} of the first row. */
    FloatPointer column(int column) {
        return block.pointer(column);
    }

    /** Sets {@code column} of the first {@code rows} rows to {@code value}. */
    void fill(int rows, int column, float value) {
        float[] one = {value};
        for (int row = 0; row < rows; row++) {
            block.write(row * stride + column, one, 0, 1);
        }
    }
}
