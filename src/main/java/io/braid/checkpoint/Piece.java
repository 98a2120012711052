package io.braid.checkpoint;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * One saved piece, read from its frame: format version (1 byte), CRC-32C (4) of the key, the version and all that follows,
 * generation (8), the model's fingerprint (8), the content. Numbers are big-endian.
 *
 * <p>Later versions keep the first three fields where they are, so that a newer piece can be told from a damaged one, and
 * can be taken back by a reset. In version 1 the checksum was of what followed it alone, and there was no generation: it
 * is 0.
 *
 * <p>Source of the checksum: RFC 3720, appendix B.4.
 *
 * @param generation how often the model was carried over or reset before it was saved
 * @param fingerprint of the model that it belongs to, see {@link ModelShape}
 * @param checksum as the frame has it
 * @param content what it holds
 */
record Piece(byte version, long generation, long fingerprint, int checksum, ByteBuffer content) {
    /** The format that is written; older ones stay readable. */
    static final byte VERSION = 3;

    /** The first format, see the class comment. */
    static final byte FIRST = 1;

    private static final int CHECKSUM = 1;
    private static final int GENERATION = CHECKSUM + Integer.BYTES;
    private static final int FINGERPRINT = GENERATION + Long.BYTES;
    /** Bytes of a frame before its content. */
    static final int HEADER = FINGERPRINT + Long.BYTES;

    /** Where a frame of the first version has its fingerprint, and its checksum begins. */
    private static final int FIRST_FINGERPRINT = GENERATION;

    private static final int FIRST_HEADER = FIRST_FINGERPRINT + Long.BYTES;

    /** A frame with room for {@code length} bytes of content, positioned where the content starts. */
    static ByteBuffer open(int length, long generation, long fingerprint) {
        return ByteBuffer.allocate(HEADER + length)
                .put(VERSION)
                .putInt(0)
                .putLong(generation)
                .putLong(fingerprint);
    }

    /** The bytes of a filled frame, with the checksum that it has under {@code key}. */
    @SuppressWarnings("ByteBufferBackingArray") // open allocates it whole
    static byte[] seal(byte[] key, ByteBuffer frame) {
        byte[] bytes = frame.array();
        return frame.putInt(CHECKSUM, computed(key, bytes)).array();
    }

    /** The checksum that a sealed frame holds. */
    static int checksum(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(CHECKSUM);
    }

    /**
     * The piece whose frame {@code bytes} are.
     *
     * @throws CheckpointException when it is damaged, of another key or of a newer format
     */
    static Piece of(byte[] key, byte[] bytes) {
        byte version = bytes.length == 0 ? 0 : bytes[0];
        int header = version == FIRST ? FIRST_HEADER : HEADER;
        if (bytes.length < header) {
            throw new CheckpointException(name(key) + " of " + bytes.length + " bytes (expected: at least " + header
                    + "): it is damaged; " + CheckpointException.REPAIR);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int stored = frame.getInt(CHECKSUM);
        int computed = version == FIRST ? computedFirst(bytes) : computed(key, bytes);
        if (stored != computed) {
            throw new CheckpointException(name(key) + " with checksum " + Integer.toHexString(stored) + " (expected: "
                    + Integer.toHexString(computed) + "): it is damaged, or belongs elsewhere; "
                    + CheckpointException.REPAIR);
        }
        if (version < FIRST || version > VERSION) {
            throw new CheckpointException(name(key) + " of format " + version + " (expected: at most " + VERSION
                    + "): it was written by a newer version of Braid; run that version, or forget the model with"
                    + " `braid run CONFIG --reset`. Nothing was overwritten");
        }
        if (version == FIRST) {
            long fingerprint = frame.getLong(FIRST_FINGERPRINT);
            return new Piece(
                    version, 0, fingerprint, stored, frame.position(header).slice());
        }
        return new Piece(
                version,
                frame.getLong(GENERATION),
                frame.getLong(FINGERPRINT),
                stored,
                frame.position(header).slice());
    }

    /** The generation of a piece of any format that is whole under {@code key}, or -1. */
    static long generation(byte[] key, byte[] bytes) {
        if (bytes.length >= FIRST_HEADER && bytes[0] == FIRST) {
            return checksum(bytes) == computedFirst(bytes) ? 0 : -1;
        }
        boolean whole = bytes.length >= FINGERPRINT && checksum(bytes) == computed(key, bytes);
        return whole ? ByteBuffer.wrap(bytes).getLong(GENERATION) : -1;
    }

    /** How messages call the piece of {@code key}. */
    static String name(byte[] key) {
        return "checkpoint piece " + HexFormat.of().formatHex(key);
    }

    private static int computed(byte[] key, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(bytes, 0, CHECKSUM);
        crc.update(bytes, GENERATION, bytes.length - GENERATION);
        return (int) crc.getValue();
    }

    private static int computedFirst(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, FIRST_FINGERPRINT, bytes.length - FIRST_FINGERPRINT);
        return (int) crc.getValue();
    }
}
