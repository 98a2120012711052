package io.braid.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frame around every saved piece: format version (1 byte), CRC-32C of all that follows (4), the model's fingerprint
 * (8), the content. Numbers are big-endian.
 *
 * <p>Source of the checksum: RFC 3720, appendix B.4.
 */
final class Piece {
    /** The format that is written; older ones stay readable. */
    static final byte VERSION = 1;

    private static final int CHECKED_FROM = 5;
    private static final int HEADER = 13;

    private Piece() {}

    /** A frame with room for {@code length} bytes of content, positioned where the content starts. */
    static ByteBuffer open(int length, long fingerprint) {
        return ByteBuffer.allocate(HEADER + length).put(VERSION).putInt(0).putLong(fingerprint);
    }

    /** The bytes of a filled frame, with its checksum. */
    @SuppressWarnings("ByteBufferBackingArray") // open allocates it whole
    static byte[] seal(ByteBuffer frame) {
        byte[] bytes = frame.array();
        return frame.putInt(1, checksum(bytes)).array();
    }

    /**
     * The content of a framed piece.
     *
     * @throws CheckpointException when it is damaged, of a newer format, or of another model
     */
    static ByteBuffer content(byte[] bytes, long fingerprint, String model) {
        if (bytes.length < HEADER) {
            throw new CheckpointException("checkpoint piece of " + bytes.length + " bytes (expected: at least " + HEADER
                    + "): it is damaged; restore the changelog topic from a copy, or start over with another"
                    + " `app` name");
        }
        if (bytes[0] != VERSION) {
            throw new CheckpointException("checkpoint format " + bytes[0] + " (expected: " + VERSION
                    + "): it was written by another version of Braid; run that version. Nothing was overwritten");
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        if (frame.getInt(1) != checksum(bytes)) {
            throw new CheckpointException("checkpoint piece with checksum " + Integer.toHexString(frame.getInt(1))
                    + " (expected: " + Integer.toHexString(checksum(bytes))
                    + "): it is damaged; restore the changelog topic from a copy, or start over with another"
                    + " `app` name");
        }
        if (frame.getLong(CHECKED_FROM) != fingerprint) {
            throw new CheckpointException("checkpoint of another model than the configuration's " + model
                    + " (expected: the one it was written with; features, tasks and their losses, layers, optimisers,"
                    + " batch size and seed count): put the old settings back, or start over with another `app` name."
                    + " Nothing was overwritten");
        }
        return frame.position(HEADER).slice();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
        return (int) crc.getValue();
    }
}
