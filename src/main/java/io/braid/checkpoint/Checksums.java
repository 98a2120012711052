package io.braid.checkpoint;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * A checksum for each of many keys: a hash table in two arrays with linear probing, which takes 16 to 32 bytes a key. No key
 * is 0.
 *
 * <p>Source of the removal, which leaves no gap behind: Knuth, The Art of Computer Programming 3, algorithm 6.4R.
 */
final class Checksums {
    private static final int SMALLEST = 64;

    private long[] keys = new long[SMALLEST];
    private int[] checksums = new int[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long key) {
        return keys[slot(key)] == key;
    }

    /** The checksum of {@code key}, which is there. */
    int get(long key) {
        return checksums[slot(key)];
    }

    void put(long key, int checksum) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (4 * (size + 1) > 3 * keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        checksums[slot] = checksum;
    }

    private void grow() {
        long[] formerKeys = keys;
        int[] formerChecksums = checksums;
        keys = new long[formerKeys.length * 2];
        checksums = new int[formerKeys.length * 2];
        for (int former = 0; former < formerKeys.length; former++) {
            if (formerKeys[former] != 0) {
                int slot = slot(formerKeys[former]);
                keys[slot] = formerKeys[former];
                checksums[slot] = formerChecksums[former];
            }
        }
    }

    void remove(long key) {
        int gap = slot(key);
        if (keys[gap] == 0) {
            return;
        }
        int mask = keys.length - 1;
        for (int slot = (gap + 1) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
            // It may fill the gap unless its home lies behind it.
            if (((slot - home(keys[slot])) & mask) >= ((slot - gap) & mask)) {
                keys[gap] = keys[slot];
                checksums[gap] = checksums[slot];
                gap = slot;
            }
        }
        keys[gap] = 0;
        size--;
    }

    /** The keys that {@code wanted} holds for, in ascending order. */
    LongStream keys(LongPredicate wanted) {
        return Arrays.stream(keys).filter(key -> key != 0 && wanted.test(key)).sorted();
    }

    void clear() {
        keys = new long[SMALLEST];
        checksums = new int[SMALLEST];
        size = 0;
    }

    /** Where {@code key} is, or would be put. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = home(key);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Multiplication spreads the neighbours that keys are; its upper half depends on all of the key. */
    private int home(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
    }
}
