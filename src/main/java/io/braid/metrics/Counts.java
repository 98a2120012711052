package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The compact form of counters, most of which are zero.
 *
 * <p>Numbers are written in groups of seven bits, the lowest first, each but the last with its high bit set (LEB128).
 * An array is its length, then its elements; a zero is followed by the length of the run of zeros that it starts.
 */
final class Counts {
    private Counts() {}

    /** Writes {@code values}, none of them negative. */
    static void write(DataOutput out, long[] values) throws IOException {
        writeNumber(out, values.length);
        for (int i = 0; i < values.length; ) {
            writeNumber(out, values[i]);
            if (values[i] != 0) {
                i++;
                continue;
            }
            int end = endOfZeros(values, i);
            writeNumber(out, end - i);
            i = end;
        }
    }

    /**
     * Reads what {@link #write} wrote into {@code values}.
     *
     * @throws IOException when the bytes hold an array of another length, or none
     */
    static void read(DataInput in, long[] values) throws IOException {
        long length = readNumber(in);
        if (length != values.length) {
            throw new IOException("saved counters: " + length + " (expected: " + values.length
                    + ", as the task is configured; was it another task that was saved?)");
        }
        for (int i = 0; i < values.length; ) {
            values[i] = readNumber(in);
            if (values[i] != 0) {
                i++;
                continue;
            }
            long run = readNumber(in);
            if (run < 1 || run > values.length - i) {
                throw new IOException("saved run of zeros: " + run + " (expected: from 1 to " + (values.length - i)
                        + "; the saved state is damaged)");
            }
            for (int end = i + (int) run; i < end; i++) {
                values[i] = 0;
            }
        }
    }

    /** Writes {@code value}, taken as unsigned, in one byte if it is below 128 and in ten at most. */
    static void writeNumber(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /**
     * Reads what {@link #writeNumber} wrote.
     *
     * @throws IOException when no number of 64 bits is there
     */
    static long readNumber(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long group = in.readUnsignedByte();
            value |= (group & 0x7f) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new IOException("saved number of more than 64 bits (the saved state is damaged)");
    }

    private static int endOfZeros(long[] values, int start) {
        int end = start;
        while (end < values.length && values[end] == 0) {
            end++;
        }
        return end;
    }
}
