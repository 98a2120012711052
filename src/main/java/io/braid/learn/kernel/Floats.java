package io.braid.learn.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors in native memory, as wide as the processor has them, up to 16 floats.
 *
 * <p>The methods that reach it differ between versions of Java, see {@link NativeMemory}, so they are looked up once; calls
 * of constant method handles are compiled as if they stood here.
 */
final class Floats {
    private static final int WIDEST = 16;

    /** The one shape of all vectors: code that sees two of them is compiled to slow calls. */
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > WIDEST ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    /** Floats of a vector. */
    static final int LANES = SPECIES.length();

    private static final VectorMask<Float>[] FIRST = masks();
    private static final MethodHandle LOAD;
    private static final MethodHandle STORE;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            Class<?> memory = NativeMemory.type();
            if (memory == ByteBuffer.class) {
                LOAD = load(lookup, "fromByteBuffer", memory, int.class);
                STORE = store(lookup, "intoByteBuffer", memory, int.class);
            } else {
                LOAD = load(lookup, "fromMemorySegment", memory, long.class);
                STORE = store(lookup, "intoMemorySegment", memory, long.class);
            }
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Floats() {}

    private static MethodHandle load(MethodHandles.Lookup lookup, String name, Class<?> memory, Class<?> place)
            throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(FloatVector.class, VectorSpecies.class, memory, place, ByteOrder.class);
        MethodHandle any = lookup.findStatic(FloatVector.class, name, type);
        return MethodHandles.insertArguments(MethodHandles.insertArguments(any, 3, ByteOrder.nativeOrder()), 0, SPECIES)
                .asType(MethodType.methodType(FloatVector.class, Object.class, int.class));
    }

    private static MethodHandle store(MethodHandles.Lookup lookup, String name, Class<?> memory, Class<?> place)
            throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(void.class, memory, place, ByteOrder.class);
        MethodHandle any = lookup.findVirtual(FloatVector.class, name, type);
        return MethodHandles.insertArguments(any, 3, ByteOrder.nativeOrder())
                .asType(MethodType.methodType(void.class, FloatVector.class, Object.class, int.class));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type can't be made otherwise
    private static VectorMask<Float>[] masks() {
        VectorMask<Float>[] masks = new VectorMask[LANES + 1];
        for (int count = 0; count <= LANES; count++) {
            masks[count] = SPECIES.indexInRange(0, count);
        }
        return masks;
    }

    /**
     * {@code memory} for a loop of its own: the compiler sees that nobody else has this view, and keeps its address and limit in
     * registers instead of reading them anew for each vector.
     */
    static Object view(Object memory) {
        return memory instanceof ByteBuffer bytes ? bytes.duplicate() : memory;
    }

    /** The vector that starts at float {@code start + i}: apart, so that the compiler can check all of a loop's at once. */
    static FloatVector load(Object memory, int start, int i) {
        try {
            return (FloatVector) LOAD.invokeExact(memory, (start << 2) + (i << 2));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes all of {@code vector} to float {@code start + i} and those after it. */
    static void store(FloatVector vector, Object memory, int start, int i) {
        try {
            STORE.invokeExact(vector, memory, (start << 2) + (i << 2));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes up to {@code count} floats of {@code vector} to float {@code index}; others behind are written back as they are. */
    static void storeFirst(int count, FloatVector vector, Object memory, int index) {
        boolean whole = count >= LANES;
        store(whole ? vector : load(memory, index, 0).blend(vector, FIRST[count]), memory, index, 0);
    }

    /** A vector of equal floats. */
    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
