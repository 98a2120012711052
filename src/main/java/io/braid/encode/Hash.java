package io.braid.encode;

/**
 * The hash that gives a value its row in an embedding table: FNV-1a over bytes or characters, then the finaliser of
 * MurmurHash3, then a multiplication that maps 64 bits to a row without bias.
 *
 * <p>Part of the checkpoint's meaning: a change here needs a new checkpoint version.
 */
final class Hash {
    static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    /** {@code hash} continued by {@code symbol}. */
    static long step(long hash, int symbol) {
        return (hash ^ symbol) * PRIME;
    }

    /** The hash of {@code bytes}. */
    static long of(byte[] bytes) {
        long hash = START;
        for (byte b : bytes) {
            hash = step(hash, b & 0xff);
        }
        return hash;
    }

    /** {@code hash} with every bit depending on every other. */
    static long mix(long hash) {
        long mixed = hash;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** The row of {@code hash} in a table of {@code rows}: from 0 to rows - 1. */
    static int row(long hash, int rows) {
        return (int) (((mix(hash) >>> 32) * rows) >>> 32);
    }
}
