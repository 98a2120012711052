package io.braid.checkpoint;

import io.braid.config.BraidConfig;
import io.braid.encode.Vocabulary;
import io.braid.learn.kernel.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's state as keyed pieces, format version 1.
 *
 * <p>Three kinds of piece, by the first byte of their key:
 *
 * <ul>
 *   <li>{@code 0, part (int)}: a part of everything small: counters, offsets, encoder, pending batch, scores. A part holds
 *       the save's number (long), how many parts there are (int), and its bytes.
 *   <li>{@code 1, block (int), chunk (int)}: a chunk of one block of numbers, float32 little-endian.
 *   <li>{@code 2, vocabulary (int), page (int)}: the hashes (long) of a page of one vocabulary, in the order of its rows.
 * </ul>
 *
 * <p>The small state is written last, so that whoever has read all its parts of one save has read that save's chunks.
 */
public final class CheckpointFormat {
    /** Bytes of the small state in one part. */
    private static final int PART = 256 * 1024;

    private static final byte SMALL = 0;
    private static final byte CHUNK = 1;
    private static final byte PAGE = 2;

    /** Values in a page. */
    private static final int PAGE_SIZE = 4096;

    private final String model;
    private final long fingerprint;
    private final List<Block> blocks;
    private final List<Vocabulary> vocabularies;
    private final float[] floats = new float[Block.CHUNK];
    private long saves;
    private byte[] @Nullable [] parts = new byte[0][];
    private long partsOf = -1;

    /** The format of a model with {@code blocks} and {@code vocabularies}, whose shape {@code config} tells. */
    public CheckpointFormat(BraidConfig config, List<Block> blocks, List<Vocabulary> vocabularies) {
        this.model = ModelShape.of(config);
        this.fingerprint = ModelShape.fingerprint(model);
        this.blocks = blocks;
        this.vocabularies = vocabularies;
    }

    /** The small state, as something that can be written. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the state to {@code out}. */
        void write(DataOutput out) throws IOException;
    }

    /** The small state, as something that can be read. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the state from {@code in}. */
        void read(DataInput in) throws IOException;
    }

    /** Hands the changed chunks, then the small state, to {@code sink}. */
    public void save(Writer small, Checkpointed.Sink sink) {
        for (int index = 0; index < blocks.size(); index++) {
            int block = index;
            blocks.get(index)
                    .drainChanges(chunk -> sink.put(key(CHUNK, block, chunk), chunk(blocks.get(block), chunk)));
        }
        for (int index = 0; index < vocabularies.size(); index++) {
            save(index, vocabularies.get(index), sink);
        }
        byte[] bytes = written(small);
        int count = Math.max(1, (bytes.length + PART - 1) / PART);
        saves++;
        for (int part = 0; part < count; part++) {
            int from = part * PART;
            int length = Math.min(PART, bytes.length - from);
            ByteBuffer frame = Piece.open(Long.BYTES + Integer.BYTES + length, fingerprint);
            frame.putLong(saves).putInt(count).put(bytes, from, length);
            sink.put(ByteBuffer.allocate(5).put(SMALL).putInt(part).array(), Piece.seal(frame));
        }
    }

    private static byte[] written(Writer small) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            small.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void save(int index, Vocabulary vocabulary, Checkpointed.Sink sink) {
        if (vocabulary.firstUnsaved() == vocabulary.size()) {
            return;
        }
        for (int from = vocabulary.firstUnsaved() / PAGE_SIZE * PAGE_SIZE;
                from < vocabulary.size();
                from += PAGE_SIZE) {
            int to = Math.min(from + PAGE_SIZE, vocabulary.size());
            ByteBuffer frame = Piece.open((to - from) * Long.BYTES, fingerprint);
            for (int row = from; row < to; row++) {
                frame.putLong(vocabulary.hash(row));
            }
            sink.put(key(PAGE, index, from / PAGE_SIZE), Piece.seal(frame));
        }
        vocabulary.markSaved();
    }

    private static byte[] key(byte kind, int of, int index) {
        return ByteBuffer.allocate(9).put(kind).putInt(of).putInt(index).array();
    }

    private byte[] chunk(Block block, int chunk) {
        int length = block.chunkLength(chunk);
        block.read(chunk * Block.CHUNK, floats, 0, length);
        ByteBuffer frame = Piece.open(length * Float.BYTES, fingerprint);
        floatsOf(frame).put(floats, 0, length);
        return Piece.seal(frame);
    }

    private static FloatBuffer floatsOf(ByteBuffer bytes) {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /**
     * Takes over one saved piece.
     *
     * @param small reads the small state, once all its parts of one save have come
     * @throws CheckpointException when the piece is damaged, of a newer format, or of another model
     */
    public void restore(byte[] key, byte[] value, Reader small) {
        ByteBuffer content = Piece.content(value, fingerprint, model);
        try {
            restore(ByteBuffer.wrap(key), content, small);
        } catch (IOException | RuntimeException damaged) {
            throw new CheckpointException("checkpoint piece " + HexFormat.of().formatHex(key) + " of " + value.length
                    + " bytes (expected: one that this model has, whole): " + damaged
                    + "; restore the changelog topic from a copy, or start over with another `app` name");
        }
    }

    private void restore(ByteBuffer place, ByteBuffer content, Reader small) throws IOException {
        byte kind = place.get();
        if (kind == CHUNK) {
            chunk(blocks.get(place.getInt()), place.getInt(), content);
        } else if (kind == PAGE) {
            page(vocabularies.get(place.getInt()), place.getInt(), content);
        } else {
            part(place.getInt(), content, small);
        }
    }

    private void chunk(Block block, int chunk, ByteBuffer content) {
        int length = block.chunkLength(chunk);
        floatsOf(content).get(floats, 0, length);
        block.write(chunk * Block.CHUNK, floats, 0, length);
    }

    /** A page may have been saved before when it was shorter: its first values are known already. */
    private static void page(Vocabulary vocabulary, int page, ByteBuffer content) {
        content.position((vocabulary.size() - page * PAGE_SIZE) * Long.BYTES);
        while (content.hasRemaining()) {
            vocabulary.add(content.getLong());
        }
        vocabulary.markSaved();
    }

    private void part(int part, ByteBuffer content, Reader small) throws IOException {
        long save = content.getLong();
        int count = content.getInt();
        if (save != partsOf) {
            partsOf = save;
            parts = new byte[count][];
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        parts[part] = bytes;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] one : parts) {
            if (one == null) {
                return;
            }
            whole.writeBytes(one);
        }
        saves = save;
        parts = new byte[0][];
        partsOf = -1;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole.toByteArray()));
        small.read(in);
        if (in.read() >= 0) {
            throw new IOException("bytes left over");
        }
    }

    /** Forgets what was saved and restored: all blocks are at their start. */
    public void reset() {
        saves = 0;
        partsOf = -1;
        parts = new byte[0][];
    }
}
