package io.braid.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A place in the bytes of one Avro record, and the readers of Avro's primitive types. Every length is checked against the
 * bytes that are left before anything is skipped or allocated.
 *
 * <p>All methods throw {@link BadRecord} on bytes that Avro's encoding can't have.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro's binary encoding</a>
 */
final class AvroCursor {
    /** How deep skipped records may lie in each other; only recursive schemas come near it. */
    static final int DEEPEST = 100;

    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int position;
    private int end;
    private int depth;

    /** Starts at byte {@code from} of a record that fills {@code bytes} to their end. */
    void start(byte[] bytes, int from) {
        this.bytes = bytes;
        position = from;
        end = bytes.length;
        depth = 0;
    }

    int position() {
        return position;
    }

    /** Goes back to a {@link #position} that this cursor has been at. */
    void returnTo(int earlier) {
        position = earlier;
    }

    /** Checks that the record is over. */
    void finish() {
        if (position != end) {
            throw malformed((end - position) + " bytes after the record", "none");
        }
    }

    long readLong() {
        if (position < end) {
            byte first = bytes[position];
            if (first >= 0) {
                position++;
                int decoded = (first >>> 1) ^ -(first & 1);
                return decoded;
            }
        }
        return readLongerLong();
    }

    private long readLongerLong() {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            raw |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw malformed("an integer of more than 10 bytes", "at most 10");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("int " + value, "32 bits");
        }
        return (int) value;
    }

    /** Reads the index of an enum's symbol or a union's branch, below {@code count}. */
    int readIndex(int count) {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw malformed("index " + index, "0 to " + (count - 1));
        }
        return (int) index;
    }

    boolean readBoolean() {
        byte value = readByte();
        if ((value & ~1) != 0) {
            throw malformed("boolean " + value, "0 or 1");
        }
        return value == 1;
    }

    float readFloat() {
        return (float) FLOAT.get(bytes, take(Float.BYTES));
    }

    double readDouble() {
        return (double) DOUBLE.get(bytes, take(Double.BYTES));
    }

    /** Reads bytes or a string, with its length before it. */
    byte[] readBytes() {
        int length = readLength();
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Reads {@code length} bytes; the caller vouches that the length is the schema's, not the data's. */
    byte[] readFixed(int length) {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Reads the length of bytes or a string, which is no more than what is left. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > end - position) {
            throw malformed("length " + length, "0 to " + (end - position) + ", the bytes left");
        }
        return (int) length;
    }

    /**
     * Reads the number of items in the next block of an array of items that take at least a byte each; 0 ends the array.
     * A negative number stands for as many items with the size of the block before them.
     */
    int readBlockCount() {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLength();
        }
        return checkedCount(count);
    }

    /** Checks the number of items that take at least a byte each. */
    int checkedCount(long count) {
        if (count < 0 || count > end - position) {
            throw malformed("a block of " + count + " items", "at most " + (end - position) + ", the bytes left");
        }
        return (int) count;
    }

    /** Skips a block by its size in bytes, which follows the negative number of its items. */
    void skipBlock(long count) {
        if (count == Long.MIN_VALUE) {
            throw malformed("a block of " + count + " items", "a number of 63 bits");
        }
        skip(readLong());
    }

    void skip(long length) {
        if (length < 0 || length > end - position) {
            throw malformed(length + " bytes to skip", "0 to " + (end - position) + ", the bytes left");
        }
        position += (int) length;
    }

    /** Skips {@code count} items of {@code size} bytes each, however many: without a loop, and without overflow. */
    void skip(long count, long size) {
        if (size > 0 && count > (end - position) / size) {
            throw malformed("a block of " + count + " items", "at most " + (end - position) / size);
        }
        position += (int) (count * size);
    }

    void skipVarint() {
        if (position < end && bytes[position] >= 0) {
            position++;
        } else {
            readLongerLong();
        }
    }

    /** Steps into a record that is skipped. */
    void enter() {
        if (++depth > DEEPEST) {
            throw malformed("records nested deeper than " + DEEPEST, "at most " + DEEPEST);
        }
    }

    /** Steps out of the record that {@link #enter} stepped into. */
    void leave() {
        depth--;
    }

    private byte readByte() {
        return bytes[take(1)];
    }

    private int take(int length) {
        int from = position;
        if (length > end - from) {
            throw malformed("the record ends", length + " more bytes");
        }
        position = from + length;
        return from;
    }

    private BadRecord malformed(String found, String expectation) {
        return BadRecord.of("malformed Avro at byte " + position, found, expectation);
    }
}
