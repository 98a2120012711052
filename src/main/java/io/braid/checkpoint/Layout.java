package io.braid.checkpoint;

import io.braid.encode.Vocabulary;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Everything large of one model, as pieces: pages of its groups of blocks and of its vocabularies. */
final class Layout {
    /** A chunk of one block, which formats 1 and 2 have instead of pages. */
    static final byte CHUNK = 1;

    /** Bytes of a key: kind, of what, and which page of it. */
    static final int KEY_LENGTH = 1 + 2 * Integer.BYTES;

    private static final byte VALUES = 2;
    private static final byte NUMBERS = 3;

    /** Floats in a chunk. */
    private static final int CHUNK_SIZE = 16 * 1024;

    /** Values in a page of a vocabulary. */
    private static final int PAGE_SIZE = 4096;

    private final List<BlockGroup> groups;
    private final List<Vocabulary> vocabularies;

    /** The group where {@link #drainAhead} goes on. */
    private int turn;

    Layout(List<BlockGroup> groups, List<Vocabulary> vocabularies) {
        this.groups = groups;
        this.vocabularies = vocabularies;
    }

    /** Where changed pieces go. */
    @FunctionalInterface
    interface Sink {
        /** Takes a piece of {@code length} bytes, which {@code content} writes. */
        void put(byte[] key, int length, Consumer<ByteBuffer> content);
    }

    /** Hands the changed pieces to {@code sink} and takes them as saved. */
    void drainChanges(Sink sink) {
        for (int index = 0; index < groups.size(); index++) {
            int number = index;
            groups.get(index).drainChanges(page -> put(number, page, sink));
        }
        for (int index = 0; index < vocabularies.size(); index++) {
            drainChanges(index, vocabularies.get(index), sink);
        }
    }

    /**
     * Hands changed pages of rows to {@code sink} and takes them as saved, until those that are left come to {@code bytes} of
     * pieces at most. It goes round all pages and on from where it was: so one that changes often is written once a round.
     */
    void drainAhead(long bytes, Sink sink) {
        long left = 0;
        for (BlockGroup group : groups) {
            left += group.isOfRows() ? group.changedPages() * pieceBytes(group) : 0;
        }
        while (left > bytes) {
            BlockGroup group = groups.get(turn);
            int page = group.isOfRows() ? group.drainNext() : -1;
            if (page < 0) {
                turn = (turn + 1) % groups.size();
            } else {
                put(turn, page, sink);
                left -= pieceBytes(group);
            }
        }
    }

    /** Bytes that a page becomes, with its key and frame; the last page may be smaller. */
    private static long pieceBytes(BlockGroup group) {
        return KEY_LENGTH + Piece.HEADER + (long) group.pageLength(0) * Float.BYTES;
    }

    private void put(int number, int page, Sink sink) {
        BlockGroup group = groups.get(number);
        sink.put(
                key(NUMBERS, number, page),
                group.pageLength(page) * Float.BYTES,
                frame -> group.read(page, floatsOf(frame)));
    }

    private static void drainChanges(int index, Vocabulary vocabulary, Sink sink) {
        if (vocabulary.firstUnsaved() == vocabulary.size()) {
            return;
        }
        for (int from = vocabulary.firstUnsaved() / PAGE_SIZE * PAGE_SIZE;
                from < vocabulary.size();
                from += PAGE_SIZE) {
            int first = from;
            int end = Math.min(from + PAGE_SIZE, vocabulary.size());
            sink.put(key(VALUES, index, from / PAGE_SIZE), (end - from) * Long.BYTES, frame -> {
                for (int row = first; row < end; row++) {
                    frame.putLong(vocabulary.hash(row));
                }
            });
        }
        vocabulary.markSaved();
    }

    private static byte[] key(byte kind, int of, int index) {
        return ByteBuffer.allocate(KEY_LENGTH)
                .put(kind)
                .putInt(of)
                .putInt(index)
                .array();
    }

    private static FloatBuffer floatsOf(ByteBuffer bytes) {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /**
     * Takes over the content of one piece.
     *
     * @throws RuntimeException when the model has no such piece, or one of another length
     */
    void restore(ByteBuffer key, ByteBuffer content) {
        byte kind = key.get();
        int of = key.getInt();
        int index = key.getInt();
        if (kind == CHUNK) {
            chunk(of, index, content);
        } else if (kind == VALUES) {
            page(vocabularies.get(of), index, content);
        } else if (kind == NUMBERS) {
            BlockGroup group = groups.get(of);
            requireLength(content, group.pageLength(index));
            group.write(index, floatsOf(content));
        } else {
            throw new IllegalArgumentException("kind " + kind);
        }
    }

    private static void requireLength(ByteBuffer content, int floats) {
        if (content.remaining() != floats * Float.BYTES) {
            throw new IllegalArgumentException(content.remaining() + " bytes for " + floats + " numbers");
        }
    }

    /** What is known by its chunks alone counts as changed: it is still to be written in pages. */
    private void chunk(int number, int chunk, ByteBuffer content) {
        int before = 0;
        for (BlockGroup group : groups) {
            if (number < before + group.blocks().size()) {
                Block block = group.blocks().get(number - before);
                int offset = chunk * CHUNK_SIZE;
                int length = Math.min(CHUNK_SIZE, block.length() - offset);
                requireLength(content, length);
                block.write(offset, floatsOf(content), length);
                group.touch(offset, length);
                return;
            }
            before += group.blocks().size();
        }
        throw new IllegalArgumentException("block " + number + " of " + before);
    }

    /** A page may have been saved before when it was shorter: its first values are known already. */
    private static void page(Vocabulary vocabulary, int page, ByteBuffer content) {
        int known = vocabulary.size() - page * PAGE_SIZE;
        if (known < 0) {
            throw new IllegalArgumentException("the page before it is missing");
        }
        content.position(known * Long.BYTES);
        while (content.hasRemaining()) {
            vocabulary.add(content.getLong());
        }
        vocabulary.markSaved();
    }
}
