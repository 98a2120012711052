package io.braid.checkpoint;

import io.braid.encode.Vocabulary;
import io.braid.learn.kernel.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Everything large of one model, as pieces: chunks of its blocks and pages of its vocabularies. */
final class Layout {
    static final byte CHUNK = 1;
    static final byte PAGE = 2;

    /** Values in a page. */
    private static final int PAGE_SIZE = 4096;

    private final List<Block> blocks;
    private final List<Vocabulary> vocabularies;
    private final float[] floats = new float[Block.CHUNK];

    Layout(List<Block> blocks, List<Vocabulary> vocabularies) {
        this.blocks = blocks;
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
        for (int index = 0; index < blocks.size(); index++) {
            int number = index;
            Block block = blocks.get(index);
            block.drainChanges(chunk -> sink.put(
                    key(CHUNK, number, chunk),
                    block.chunkLength(chunk) * Float.BYTES,
                    frame -> write(block, chunk, frame)));
        }
        for (int index = 0; index < vocabularies.size(); index++) {
            drainChanges(index, vocabularies.get(index), sink);
        }
    }

    private void write(Block block, int chunk, ByteBuffer frame) {
        int length = block.chunkLength(chunk);
        block.read(chunk * Block.CHUNK, floats, 0, length);
        floatsOf(frame).put(floats, 0, length);
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
            sink.put(key(PAGE, index, from / PAGE_SIZE), (end - from) * Long.BYTES, frame -> {
                for (int row = first; row < end; row++) {
                    frame.putLong(vocabulary.hash(row));
                }
            });
        }
        vocabulary.markSaved();
    }

    private static byte[] key(byte kind, int of, int index) {
        return ByteBuffer.allocate(9).put(kind).putInt(of).putInt(index).array();
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
            chunk(blocks.get(of), index, content);
        } else if (kind == PAGE) {
            page(vocabularies.get(of), index, content);
        } else {
            throw new IllegalArgumentException("kind " + kind);
        }
    }

    private void chunk(Block block, int chunk, ByteBuffer content) {
        int length = block.chunkLength(chunk);
        if (content.remaining() != length * Float.BYTES) {
            throw new IllegalArgumentException(content.remaining() + " bytes for " + length + " numbers");
        }
        floatsOf(content).get(floats, 0, length);
        block.write(chunk * Block.CHUNK, floats, 0, length);
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
