package io.braid.checkpoint;

import io.braid.config.BraidConfig;
import io.braid.encode.Vocabulary;
import io.braid.learn.kernel.BlockGroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * A model's state as keyed pieces, format version 3, framed as {@link Piece} says.
 *
 * <p>Three kinds of piece, by the first byte of their key:
 *
 * <ul>
 *   <li>{@code 0, part (int)}: a part of everything small, see {@link Parts}. Put together: how many pieces of the other
 *       kinds there are (int), their digest (long, see {@link Inventory}), the {@link ModelDescription} (length as int, UTF-8),
 *       then the {@link State}.
 *   <li>{@code 2, vocabulary (int), page (int)}: the hashes (long) of a page of one vocabulary, in the order of its rows.
 *   <li>{@code 3, group (int), page (int)}: a page of a group of blocks, as {@link BlockGroup} cuts them, block after block,
 *       float32 little-endian. What was never written is as in a new model.
 * </ul>
 *
 * <p>The small state is written last: whoever has read it whole has read the pieces that it counts, or some are
 * missing. Nothing is found fault with before {@link #restored}, since a piece may be followed by a newer one of its key.
 *
 * <p><b>Generations.</b> A model that is carried over or reset begins a new generation, whose first save holds all of it.
 * Pieces of an older generation are not in force any more, wherever they lie; that save removes those that it doesn't overwrite.
 *
 * <p>Under {@code at_least_once} a save that a crash has cut short leaves pieces that are newer than the small state. That
 * is what was asked for: events are learnt from again, on weights that know some of them.
 *
 * <p><b>Older versions.</b> Instead of pages of groups they had chunks of 16,384 floats, {@code 1, block (int), chunk (int)}.
 * The first save after a restore writes all that was in chunks as pages, and removes the chunks. Other pieces stay as they
 * are until they change: pieces count by their checksums, whatever their version. In version 1 the small state was the
 * {@link State} alone.
 */
public final class CheckpointFormat {
    private static final byte SMALL = 0;
    private static final String TORN = "pieces are missing, or older than they should be, as after records were deleted"
            + " from the changelog, or a crash under another guarantee than exactly_once_v2; "
            + CheckpointException.REPAIR;

    private final String description;
    private final String shape;
    private final long fingerprint;
    private final boolean atomic;
    private final long maxChange;
    private final Layout layout;
    private final State state;
    private final Inventory inventory = new Inventory();
    private final Parts parts = new Parts();
    private final Map<ByteBuffer, CheckpointException> problems = new LinkedHashMap<>();
    private final Map<ByteBuffer, byte[]> others = new LinkedHashMap<>();
    private long generation = -1;
    private @Nullable Small small;

    /** Whether a piece has come that the small state must count. */
    private boolean counted;

    /** Whether there may be chunks of an older version in force. */
    private boolean chunked;

    /** Whether a piece has come since all was last known to be whole: by a check, or as it was saved or begun here. */
    private boolean unchecked;

    /** The format of a model with {@code groups} and {@code vocabularies}, which {@code config} tells the shape of. */
    public CheckpointFormat(BraidConfig config, List<BlockGroup> groups, List<Vocabulary> vocabularies, State state) {
        this.description = ModelDescription.of(config);
        this.shape = ModelShape.of(config);
        this.fingerprint = ModelShape.fingerprint(shape);
        this.atomic =
                !StreamsConfig.AT_LEAST_ONCE.equals(config.kafka().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        this.maxChange = config.checkpoint().maxChange();
        this.layout = new Layout(groups, vocabularies);
        this.state = state;
    }

    /** What of the state is neither a block nor a vocabulary. */
    public interface State {
        /** Writes how far the inputs were read, which needs no model to be understood. */
        void writePlace(DataOutput out) throws IOException;

        /** Reads what {@link #writePlace} wrote. */
        void readPlace(DataInput in) throws IOException;

        /** Writes all the rest. */
        void write(DataOutput out) throws IOException;

        /** Reads what {@link #write} wrote; in format {@code version} 1, which has no place in front, the place too; before 3 without {@link Sections}. */
        void read(DataInput in, int version) throws IOException;

        /** Goes back to the state before the first event, blocks and vocabularies included. */
        void clear();
    }

    /**
     * What the small state says of the rest.
     *
     * @param pieces how many other pieces there are; -1: version 1 doesn't say
     * @param description of the model; null: version 1 doesn't say
     */
    private record Small(
            boolean own, int pieces, long digest, @Nullable String description) {
        void check(Inventory inventory, boolean counted) {
            boolean whole = pieces < 0 ? !counted : pieces == inventory.size() && digest == inventory.digest();
            if (!whole) {
                throw new CheckpointException("checkpoint of " + text(inventory.size(), inventory.digest())
                        + " beside the small state (expected: "
                        + (pieces < 0 ? "those of format 1 alone" : text(pieces, digest)) + "): " + TORN);
            }
        }

        private static String text(int pieces, long digest) {
            return pieces + " pieces with digest " + Long.toHexString(digest);
        }
    }

    /**
     * Hands changed pages of rows to {@code sink} if there are more than {@code checkpoint.max-change} allows; the next save,
     * which must be in the same transaction, has the rest. Without transactions it does nothing: what stood there after a crash
     * would be newer than the state.
     */
    public void saveAhead(Checkpointed.Sink sink) {
        if (atomic) {
            generation = Math.max(generation, 0);
            layout.drainAhead(maxChange, (key, length, content) -> put(key, length, content, sink));
        }
    }

    /** Hands the changed pieces to {@code sink}, those of the small state last. */
    public void save(Checkpointed.Sink sink) {
        generation = Math.max(generation, 0);
        if (chunked) {
            inventory.retire(Layout.CHUNK);
            chunked = false;
        }
        layout.drainChanges((key, length, content) -> put(key, length, content, sink));
        parts.cut(written(), (part, content) -> {
            byte[] key = ByteBuffer.allocate(5).put(SMALL).putInt(part).array();
            inventory.remove(key);
            sink.put(key, content == null ? null : sealed(key, content.remaining(), frame -> frame.put(content)));
        });
        inventory.drainLeftOver(key -> sink.put(key, null));
        unchecked = false;
    }

    private void put(byte[] key, int length, Consumer<ByteBuffer> content, Checkpointed.Sink sink) {
        byte[] piece = sealed(key, length, content);
        inventory.put(key, Piece.checksum(piece));
        sink.put(key, piece);
    }

    private byte[] sealed(byte[] key, int length, Consumer<ByteBuffer> content) {
        ByteBuffer frame = Piece.open(length, generation, fingerprint);
        content.accept(frame);
        return Piece.seal(key, frame);
    }

    private byte[] written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(inventory.size());
            out.writeLong(inventory.digest());
            ModelDescription.write(description, out);
            state.writePlace(out);
            state.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Takes over one saved piece; null: there is none of this key any more. */
    public void restore(byte[] key, byte @Nullable [] value) {
        unchecked = true;
        ByteBuffer place = ByteBuffer.wrap(key);
        problems.remove(place);
        others.remove(place);
        if (value == null) {
            inventory.remove(key);
            return;
        }
        try {
            restore(key, Piece.of(key, value), value);
        } catch (CheckpointException unreadable) {
            inventory.leave(key);
            problems.put(place, unreadable);
        } catch (IOException | RuntimeException unfit) {
            inventory.leave(key);
            String problem = Piece.name(key) + " of " + value.length
                    + " bytes (expected: one that this model has, whole): " + unfit + "; " + CheckpointException.REPAIR;
            problems.put(place, new CheckpointException(problem));
        }
    }

    private void restore(byte[] key, Piece piece, byte[] value) throws IOException {
        if (piece.generation() < generation) {
            inventory.leave(key);
            return;
        }
        if (generation < 0) {
            generation = piece.generation();
        } else if (piece.generation() > generation) {
            beginAnew(piece.generation());
            state.clear();
        }
        boolean own = piece.fingerprint() == fingerprint;
        if (!own) {
            others.put(ByteBuffer.wrap(key), value);
        }
        ByteBuffer place = ByteBuffer.wrap(key);
        if (key[0] == SMALL) {
            inventory.remove(key);
            byte[] whole = parts.gather(place.position(1).getInt(), piece.content());
            if (whole != null) {
                small = read(whole, piece.version(), own);
            }
            return;
        }
        if (own) {
            layout.restore(place, piece.content());
        }
        chunked |= key[0] == Layout.CHUNK;
        counted |= piece.version() > Piece.FIRST;
        inventory.put(key, piece.checksum());
    }

    private Small read(byte[] whole, byte version, boolean own) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole));
        Small read = new Small(own, -1, 0, null);
        if (version > Piece.FIRST) {
            read = new Small(own, in.readInt(), in.readLong(), ModelDescription.read(in));
            state.readPlace(in);
        }
        if (own) {
            state.read(in, version);
            if (in.read() >= 0) {
                throw new IOException("bytes left over");
            }
        }
        return read;
    }

    /**
     * Checks that all that was saved was restored. It may be asked again: a model that learnt becomes a standby, follows another's
     * saves, and learns again.
     *
     * @return the model whose checkpoint this is, if it is another than the configuration's
     * @throws CheckpointException when something is damaged or missing, was written by a newer version, or is of a model
     *     that can't be told
     */
    public Optional<SavedModel> restored() {
        for (CheckpointException problem : problems.values()) {
            throw problem;
        }
        if (generation < 0 || !unchecked) {
            return Optional.empty();
        }
        if (small == null || parts.isIncomplete()) {
            throw new CheckpointException("checkpoint without the end of its save " + (parts.save() + 1)
                    + " (expected: all parts of the small state, which is written last): " + TORN);
        }
        if (atomic) {
            small.check(inventory, counted);
        }
        if (others.isEmpty()) {
            unchecked = false;
            return Optional.empty();
        }
        if (small.own() || small.description() == null) {
            throw new CheckpointException("checkpoint of another model than the configuration's " + shape
                    + " (expected: the one it was written with, since format 1 can't tell which that is; features,"
                    + " tasks and their losses, layers, optimisers, batch size and seed count): put the old settings"
                    + " back, " + CheckpointException.FORGET);
        }
        return Optional.of(new SavedModel(ModelDescription.config(small.description()), new LinkedHashMap<>(others)));
    }

    /** The generation of a saved piece of any format that is whole, or -1; see {@link #generation()}. */
    public static long generation(byte[] key, byte[] value) {
        return Piece.generation(key, value);
    }

    /** How often the model was carried over or reset; -1 when nothing was restored. */
    public long generation() {
        return generation;
    }

    /** Begins a generation: nothing that was saved before is in force, and all changes are those of the next save. */
    public void begin(long generation) {
        beginAnew(generation);
        unchecked = false;
    }

    private void beginAnew(long generation) {
        this.generation = generation;
        small = null;
        chunked = false;
        counted = false;
        inventory.begin();
        parts.begin();
        others.clear();
        problems.clear();
    }

    /** Forgets what was saved and restored. */
    public void reset() {
        begin(-1);
        inventory.clear();
        parts.clear();
    }
}
