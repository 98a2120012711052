package io.braid.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Growing bytes, and the writers of Avro's primitive types; what {@link AvroCursor} reads. */
final class AvroBuffer {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    /** Forgets all but the first {@code size} bytes. */
    void truncate(int size) {
        this.size = size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** An int, a long, or an index. */
    void writeLong(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeBoolean(boolean value) {
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void writeFloat(float value) {
        reserve(Float.BYTES);
        INT.set(bytes, size, Float.floatToRawIntBits(value));
        size += Float.BYTES;
    }

    void writeDouble(double value) {
        reserve(Double.BYTES);
        LONG.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Double.BYTES;
    }

    /** Bytes or a string, with its length before it. */
    void writeBytes(byte[] value) {
        writeLong(value.length);
        writeFixed(value);
    }

    /** Bytes as they are. */
    void writeFixed(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
