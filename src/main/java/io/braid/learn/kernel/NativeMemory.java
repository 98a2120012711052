package io.braid.learn.kernel;

import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * Native memory as the Vector API takes it: Java 17 knows vectors in byte buffers only, later versions know them in memory
 * segments only, a class that 17 has not.
 */
final class NativeMemory {
    private static final int FIRST_WITH_SEGMENTS = 21;
    private static final Class<?> TYPE = find();

    private NativeMemory() {}

    private static Class<?> find() {
        if (Runtime.version().feature() < FIRST_WITH_SEGMENTS) {
            return ByteBuffer.class;
        }
        try {
            return Class.forName("java.lang.foreign.MemorySegment");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class of {@link #of}'s results. */
    static Class<?> type() {
        return TYPE;
    }

    /** The memory of a direct buffer. */
    static Object of(ByteBuffer bytes) {
        if (TYPE == ByteBuffer.class) {
            return bytes;
        }
        try {
            return TYPE.getMethod("ofBuffer", Buffer.class).invoke(null, bytes);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
