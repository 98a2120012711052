package io.braid.learn.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
    private static final float[] ZEROS = new float[1024];

    /** Floats behind the last one that vector loops may read, and write back as they are. */
    private static final int MARGIN = ALIGNMENT / Float.BYTES;

    private final INDArray array;
    private final FloatPointer pointer;
    private final Object memory;
    private final FloatBuffer buffer;
    private final int length;

    /** A block of {@code length} zeros. */
    public Block(int length) {
        int spare = ALIGNMENT / Float.BYTES;
        INDArray slab = Nd4j.create(DataType.FLOAT, (long) length + spare + MARGIN);
        long misaligned = slab.data().address() & (ALIGNMENT - 1);
        long start = misaligned == 0 ? 0 : (ALIGNMENT - misaligned) / Float.BYTES;
        this.array = slab.get(NDArrayIndex.interval(start, start + Math.max(1, length)));
        this.pointer = new FloatPointer(slab.data().pointer()).getPointer(FloatPointer.class, start);
        ByteBuffer bytes =
                pointer.capacity((long) length + MARGIN).asByteBuffer().order(ByteOrder.nativeOrder());
        this.buffer = bytes.asFloatBuffer();
        this.memory = NativeMemory.of(bytes);
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

    /** A new pointer to the float at {@code offset}; to be kept, since it costs more than a small product. */
    FloatPointer pointer(int offset) {
        return pointer.getPointer(FloatPointer.class, offset);
    }

    /** Its memory and the margin's, for {@link Floats}. */
    Object memory() {
        return memory;
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

    /** Sets {@code count} floats from {@code offset} on to zero. */
    public void clear(int offset, int count) {
        for (int done = 0; done < count; done += ZEROS.length) {
            buffer.put(offset + done, ZEROS, 0, Math.min(ZEROS.length, count - done));
        }
    }

    /** Copies {@code count} floats from {@code offset} on to {@code at} in {@code target}. */
    public void copy(int offset, int count, Block target, int at) {
        target.buffer.put(at, buffer, offset, count);
    }

    /** Whether {@code count} floats from {@code offset} on are all finite. */
    public boolean isFinite(int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (!Float.isFinite(buffer.get(i))) {
                return false;
            }
        }
        return true;
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
