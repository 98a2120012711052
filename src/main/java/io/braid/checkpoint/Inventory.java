package io.braid.checkpoint;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pieces the changelog holds: those in force, each with its checksum, and those that are left over from what came
 * before. The digest over the pieces in force doesn't depend on their order, and costs as much as the pieces that changed.
 */
final class Inventory {
    private final Map<ByteBuffer, Integer> inForce = new HashMap<>();
    private final Set<ByteBuffer> leftOver = new HashSet<>();
    private long digest;

    /** The piece of {@code key} is in force, with {@code checksum}. */
    void put(byte[] key, int checksum) {
        remove(key);
        inForce.put(ByteBuffer.wrap(key), checksum);
        digest += hash(key, checksum);
    }

    /** A piece of {@code key} is there that is not in force; the one that is, if there is, stays. */
    void leave(byte[] key) {
        ByteBuffer place = ByteBuffer.wrap(key);
        if (!inForce.containsKey(place)) {
            leftOver.add(place);
        }
    }

    /** There is no piece of {@code key}. */
    void remove(byte[] key) {
        ByteBuffer place = ByteBuffer.wrap(key);
        leftOver.remove(place);
        Integer checksum = inForce.remove(place);
        if (checksum != null) {
            digest -= hash(key, checksum);
        }
    }

    /** A new generation begins: no piece is in force. */
    void begin() {
        leftOver.addAll(inForce.keySet());
        inForce.clear();
        digest = 0;
    }

    /** The keys of the pieces that aren't in force; they count as removed. */
    @SuppressWarnings("ByteBufferBackingArray") // wraps a key whole
    List<byte[]> drainLeftOver() {
        List<byte[]> keys = leftOver.stream().sorted().map(ByteBuffer::array).toList();
        leftOver.clear();
        return keys;
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
