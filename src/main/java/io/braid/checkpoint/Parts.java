package io.braid.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The small state of a save, cut into parts and put together again. A part holds the save's number (long), how many parts
 * there are (int), and its bytes.
 */
final class Parts {
    /** Bytes of the small state in one part. */
    private static final int LONGEST = 256 * 1024;

    private static final int HEADER = Long.BYTES + Integer.BYTES;

    private byte[] @Nullable [] gathered = new byte[0][];
    private long gathering;
    private long save;
    private int there;

    /** Where {@link #cut} puts one part. */
    @FunctionalInterface
    interface Sink {
        /** Takes the part at {@code index}; null: there is none any more. */
        void put(int index, @Nullable ByteBuffer content);
    }

    /** Cuts {@code small}, the state of the next save. */
    void cut(byte[] small, Sink sink) {
        int count = Math.max(1, (small.length + LONGEST - 1) / LONGEST);
        save++;
        for (int part = 0; part < count; part++) {
            int from = part * LONGEST;
            int length = Math.min(LONGEST, small.length - from);
            ByteBuffer content = ByteBuffer.allocate(HEADER + length);
            content.putLong(save).putInt(count).put(small, from, length).flip();
            sink.put(part, content);
        }
        for (int part = count; part < there; part++) {
            sink.put(part, null);
        }
        there = count;
    }

    /** Takes one saved part, and returns the small state once all parts of one save have come; older saves are left out. */
    byte @Nullable [] gather(int part, ByteBuffer content) {
        there = Math.max(there, part + 1);
        long of = content.getLong();
        int count = content.getInt();
        if (of <= save || of < gathering) {
            return null;
        }
        if (of > gathering || gathered.length != count) {
            gathering = of;
            gathered = new byte[count][];
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        gathered[part] = bytes;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] one : gathered) {
            if (one == null) {
                return null;
            }
            whole.writeBytes(one);
        }
        save = of;
        gathered = new byte[0][];
        return whole.toByteArray();
    }

    /** Whether parts of a newer save have come, but not all. */
    boolean isIncomplete() {
        return gathered.length > 0;
    }

    /** The number of the last save that is whole; 0 before the first. */
    long save() {
        return save;
    }

    /** A new generation begins, whose saves are counted from 1; the parts that are there stay until they are overwritten. */
    void begin() {
        gathered = new byte[0][];
        gathering = 0;
        save = 0;
    }

    /** Knows of no part. */
    void clear() {
        begin();
        there = 0;
    }
}
