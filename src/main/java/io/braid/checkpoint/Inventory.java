package io.braid.checkpoint;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which pieces the changelog holds: those in force, each with its checksum, and those that are left over from what came
 * before. The digest over the pieces in force doesn't depend on their order, and costs as much as the pieces that changed.
 *
 * <p>A large table has a million pieces. So the keys of {@link Layout} are kept as a long each; only others, of
 * which there are few, as they are. None of those is ever in force.
 */
final class Inventory {
    private static final int KIND_SHIFT = 56;
    private static final int OF_BITS = 24;

    private final Checksums inForce = new Checksums();
    private final Checksums leftOver = new Checksums();
    private final Set<ByteBuffer> otherLeftOver = new HashSet<>();
    private long digest;

    /** The key as a long: kind (8 bits), of what (24), index (32); 0 if it has another form. */
    private static long packed(byte[] key) {
        if (key.length != Layout.KEY_LENGTH) {
            return 0;
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        long kind = fields.get();
        int of = fields.getInt();
        boolean fits = kind > 0 && of >>> OF_BITS == 0;
        return fits ? kind << KIND_SHIFT | (long) of << Integer.SIZE | (fields.getInt() & 0xFFFFFFFFL) : 0;
    }

    private static byte[] unpacked(long key) {
        return ByteBuffer.allocate(Layout.KEY_LENGTH)
                .put((byte) (key >>> KIND_SHIFT))
                .putInt((int) (key >>> Integer.SIZE) & ((1 << OF_BITS) - 1))
                .putInt((int) key)
                .array();
    }

    /**
     * The piece of {@code key} is in force, with {@code checksum}.
     *
     * @throws IllegalArgumentException when no model has a piece of such a key
     */
    void put(byte[] key, int checksum) {
        long packed = packed(key);
        if (packed == 0) {
            throw new IllegalArgumentException("no kind, block and page");
        }
        remove(key);
        inForce.put(packed, checksum);
        digest += hash(key, checksum);
    }

    /** A piece of {@code key} is there that is not in force; the one that is, if there is, stays. */
    void leave(byte[] key) {
        long packed = packed(key);
        if (packed == 0) {
            otherLeftOver.add(ByteBuffer.wrap(key));
        } else if (!inForce.contains(packed)) {
            leftOver.put(packed, 0);
        }
    }

    /** There is no piece of {@code key}. */
    void remove(byte[] key) {
        long packed = packed(key);
        if (packed == 0) {
            otherLeftOver.remove(ByteBuffer.wrap(key));
            return;
        }
        leftOver.remove(packed);
        if (inForce.contains(packed)) {
            digest -= hash(key, inForce.get(packed));
            inForce.remove(packed);
        }
    }

    /** A new generation begins: no piece is in force. */
    void begin() {
        inForce.keys(key -> true).forEach(key -> leftOver.put(key, 0));
        inForce.clear();
        digest = 0;
    }

    /** Pieces of {@code kind} are not in force any more. */
    void retire(byte kind) {
        inForce.keys(key -> key >>> KIND_SHIFT == kind).forEach(key -> {
            byte[] unpacked = unpacked(key);
            remove(unpacked);
            leave(unpacked);
        });
    }

    /** Hands the keys of the pieces that aren't in force to {@code action}; they count as removed. */
    @SuppressWarnings("ByteBufferBackingArray") // wraps a key whole
    void drainLeftOver(Consumer<byte[]> action) {
        otherLeftOver.stream().sorted().map(ByteBuffer::array).forEach(action);
        otherLeftOver.clear();
        leftOver.keys(key -> true).mapToObj(Inventory::unpacked).forEach(action);
        leftOver.clear();
    }

    /** How many pieces are in force. */
    int size() {
        return inForce.size();
    }

    /** The sum of a 64-bit hash of each piece's key and checksum. */
    long digest() {
        return digest;
    }

    /** Knows of no piece. */
    void clear() {
        leftOver.clear();
        otherLeftOver.clear();
        inForce.clear();
        digest = 0;
    }

    /** FNV-1a over the key (Fowler, Noll, Vo), then the finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long hash(byte[] key, int checksum) {
        long hash = 0xCBF29CE484222325L;
        for (byte each : key) {
            hash = (hash ^ (each & 0xFF)) * 0x100000001B3L;
        }
        long z = hash + checksum * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
