package io.braid.learn.kernel;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Blocks of one length that change in the same places, as weights and their optimiser's state do, with a note of which
 * pages have changed since they were last saved. A page is the same stretch of every block.
 */
public final class BlockGroup {
    /** Floats that a block has in a page where most pages change between two saves: 64 KiB. */
    private static final int LARGE = 16 * 1024;

    /**
     * Bytes of a page where few rows change between two saves: more would be written for a row, less would cost more for
     * being a piece than for its bytes (docs/decisions/0020). Part of checkpoint 3.
     */
    private static final int SMALL = 512;

    private final List<Block> blocks;
    private final int length;
    private final int page;
    private final boolean rows;
    private final BitSet changed = new BitSet();
    private int changedPages;

    /** Where {@link #drainNext} goes on. */
    private int hand;

    private BlockGroup(List<Block> blocks, int page, boolean rows) {
        this.blocks = blocks;
        this.length = blocks.get(0).length();
        this.page = page;
        this.rows = rows;
    }

    /** A group in large pages, for blocks that change nearly everywhere. */
    public static BlockGroup dense(List<Block> blocks) {
        return new BlockGroup(blocks, LARGE, false);
    }

    /** A group in small pages of whole rows of {@code width} floats, for blocks of which few rows change. */
    public static BlockGroup ofRows(List<Block> blocks, int width) {
        int rows = Math.max(1, SMALL / (width * blocks.size() * Float.BYTES));
        return new BlockGroup(blocks, rows * width, true);
    }

    /** The blocks, in a fixed order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** Notes that in each block {@code count} floats from {@code offset} on have changed. */
    public void touch(int offset, int count) {
        if (count > 0) {
            int first = offset / page;
            int last = (offset + count - 1) / page;
            for (int index = changed.nextClearBit(first); index <= last; index = changed.nextClearBit(index + 1)) {
                changed.set(index);
                changedPages++;
            }
        }
    }

    /** Notes that everything has changed. */
    public void touchAll() {
        touch(0, length);
    }

    /** Floats that page {@code index} has over all blocks. */
    public int pageLength(int index) {
        return blocks.size() * stretch(index);
    }

    private int stretch(int index) {
        return Math.min(page, length - index * page);
    }

    /** Appends the numbers of page {@code index} to {@code target}, block after block. */
    public void read(int index, FloatBuffer target) {
        for (Block block : blocks) {
            block.read(index * page, target, stretch(index));
        }
    }

    /**
     * Takes the numbers of page {@code index} from {@code source}, as {@link #read} has written them; the page counts as
     * saved.
     */
    public void write(int index, FloatBuffer source) {
        for (Block block : blocks) {
            block.write(index * page, source, stretch(index));
        }
        if (changed.get(index)) {
            changed.clear(index);
            changedPages--;
        }
    }

    /** Whether few pages change between two saves, and others than between the two before. */
    public boolean isOfRows() {
        return rows;
    }

    /** How many pages have changed. */
    public int changedPages() {
        return changedPages;
    }

    /** Hands the index of every changed page to {@code action}, in order, and takes it as saved. */
    public void drainChanges(IntConsumer action) {
        changed.stream().forEach(action);
        forgetChanges();
    }

    /**
     * Takes the next changed page of a round through all pages as saved, and returns its index; -1 when the round is over and
     * the next call begins another.
     */
    public int drainNext() {
        int next = changed.nextSetBit(hand);
        if (next >= 0) {
            changed.clear(next);
            changedPages--;
        }
        hand = next + 1;
        return next;
    }

    /** Takes all pages as saved. */
    public void forgetChanges() {
        changed.clear();
        changedPages = 0;
    }
}
