package io.braid.learn.kernel;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A stretch of float32 numbers in native memory that an ND4J array holds, aligned to 64 bytes, with its pointer for
 * cblas, and its buffer for Java loops.
 */
public final class Block {
    private static final int ALIGNMENT = 64;

    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatBuffer buffer;
    private final int length;
    private final Map<Integer, FloatPointer> pointers = new HashMap<>();

    /** A block of {@code length} zeros. */
    public Block(int length) {
        int spare = ALIGNMENT / Float.BYTES;
        INDArray slab = Nd4j.create(DataType.FLOAT, (long) length + spare);
        long misaligned = slab.data().address() & (ALIGNMENT - 1);
        long start = misaligned == 0 ? 0 : (ALIGNMENT - misaligned) / Float.BYTES;
        this.array = slab.get(NDArrayIndex.interval(start, start + Math.max(1, length)));
        this.pointer = new FloatPointer(slab.data().pointer()).getPointer(FloatPointer.class, start);
        this.buffer = pointer.capacity(Math.max(1, length))
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.length = length;
    }

    /** How many floats it has. */
    public int length() {
        return length;
    }

    /** The numbers as an ND4J array, sharing the memory. */
    public INDArray array() {
        return array;
    }

    /** A pointer to the float at {@code offset}; made once, since that costs more than a small product. */
    public FloatPointer pointer(int offset) {
        return pointers.computeIfAbsent(offset, at -> pointer.getPointer(FloatPointer.class, at));
    }

    /** The float at {@code index}. */
    public float read(int index) {
        return buffer.get(index);
    }

    /** Copies {@code count} floats from {@code offset} to {@code target}. */
    public void read(int offset, float[] target, int at, int count) {
        buffer.get(offset, target, at, count);
    }

    /** Copies {@code count} floats of {@code source} to {@code offset}. */
    public void write(int offset, float[] source, int from, int count) {
        buffer.put(offset, source, from, count);
    }

    /** Appends {@code count} floats from {@code offset} on to {@code target}. */
    void read(int offset, FloatBuffer target, int count) {
        target.put(target.position(), buffer, offset, count).position(target.position() + count);
    }

    /** Takes the next {@code count} floats of {@code source} to {@code offset}. */
    public void write(int offset, FloatBuffer source, int count) {
        buffer.put(offset, source, source.position(), count);
        source.position(source.position() + count);
    }
}
