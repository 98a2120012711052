package io.braid.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The numbers of a window of any length, as buckets that hold the more of them the older they are: an exponential histogram
 * (Datar, Gionis, Indyk and Motwani, "Maintaining stream statistics over sliding windows", SIAM J. Comput. 31, 2002), with
 * contents of real numbers as in ADWIN.
 *
 * <p>A bucket of row r stands for 2^r numbers by their sum and the sum of their squares. A row has at most {@value #BUCKETS}
 * buckets; with one more, its two oldest become one of the next row. So a window of n numbers has at most
 * {@value #BUCKETS} (log2(n / {@value #BUCKETS} + 1) + 1) buckets, and none of them stands for more than about a fifth of what is
 * newer than it. Rows are numbered from the newest; in a row, bucket 0 is the oldest.
 */
final class Histogram {
    /** M of the paper: how fine the boundaries lie. */
    static final int BUCKETS = 5;

    /** With these the window has room for more than 10^10 numbers; beyond, the oldest are dropped. */
    private static final int ROWS = 32;

    private static final int ROOM = BUCKETS + 1;

    private final double[] sums = new double[ROWS * ROOM];
    private final double[] squares = new double[ROWS * ROOM];
    private final int[] used = new int[ROWS];
    private int rows;
    private long count;
    private double sum;
    private double square;

    /** Adds the newest number. */
    void add(double value) {
        count++;
        sum += value;
        square += value * value;
        append(0, value, value * value);
        for (int row = 0; used[row] > BUCKETS; row++) {
            if (row == ROWS - 1) {
                dropOldest();
                return;
            }
            int first = row * ROOM;
            append(row + 1, sums[first] + sums[first + 1], squares[first] + squares[first + 1]);
            shift(row, 2);
        }
    }

    private void append(int row, double sum, double square) {
        int place = row * ROOM + used[row]++;
        sums[place] = sum;
        squares[place] = square;
        rows = Math.max(rows, row + 1);
    }

    private void shift(int row, int by) {
        int first = row * ROOM;
        used[row] -= by;
        System.arraycopy(sums, first + by, sums, first, used[row]);
        System.arraycopy(squares, first + by, squares, first, used[row]);
    }

    /** Drops the oldest bucket; there must be one. */
    void dropOldest() {
        int row = rows - 1;
        count -= size(row);
        sum -= sums[row * ROOM];
        square -= squares[row * ROOM];
        shift(row, 1);
        while (rows > 0 && used[rows - 1] == 0) {
            rows--;
        }
    }

    /** How many rows have a bucket, the empty ones between them included. */
    int rows() {
        return rows;
    }

    /** How many buckets {@code row} has. */
    int buckets(int row) {
        return used[row];
    }

    /** How many numbers each bucket of {@code row} stands for. */
    static long size(int row) {
        return 1L << row;
    }

    /** The sum of the numbers in a bucket. */
    double sum(int row, int bucket) {
        return sums[row * ROOM + bucket];
    }

    /** How many numbers the window has. */
    long count() {
        return count;
    }

    /** Their sum. */
    double sum() {
        return sum;
    }

    /** Their mean; there must be one. */
    double mean() {
        return sum / count;
    }

    /** Their variance about their mean; there must be one. */
    double variance() {
        double mean = mean();
        return Math.max(0, square / count - mean * mean);
    }

    void reset() {
        Arrays.fill(used, 0);
        rows = 0;
        count = 0;
        sum = 0;
        square = 0;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(rows);
        out.writeDouble(sum);
        out.writeDouble(square);
        for (int row = 0; row < rows; row++) {
            out.writeByte(used[row]);
            for (int place = row * ROOM; place < row * ROOM + used[row]; place++) {
                out.writeDouble(sums[place]);
                out.writeDouble(squares[place]);
            }
        }
    }

    void load(DataInput in) throws IOException {
        reset();
        rows = in.readInt();
        sum = in.readDouble();
        square = in.readDouble();
        for (int row = 0; row < rows; row++) {
            used[row] = in.readByte();
            count += used[row] * size(row);
            for (int place = row * ROOM; place < row * ROOM + used[row]; place++) {
                sums[place] = in.readDouble();
                squares[place] = in.readDouble();
            }
        }
    }
}
