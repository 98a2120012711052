package io.braid.learn;

import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.Stretches;
import java.util.List;

/**
 * An update of parameters that is made, looked at, and taken back to the bit. For the rare gradients or rates with
 * which a step may end in numbers that are not finite.
 */
final class Attempt {
    private final Block[] blocks;
    private Block[] saved = {};

    /** An attempt at {@code blocks}: parameters and their optimiser's state. */
    Attempt(List<Block> blocks) {
        this.blocks = blocks.toArray(Block[]::new);
    }

    /** Whether {@code stretches} would be finite after {@code update}, which moves nothing else. */
    boolean staysFinite(Stretches stretches, Runnable update) {
        save(stretches);
        update.run();
        boolean finite = true;
        for (int block = 0; block < blocks.length; block++) {
            finite &= stretches.areFinite(blocks[block]);
            stretches.paste(saved[block], blocks[block]);
        }
        return finite;
    }

    private void save(Stretches stretches) {
        if (saved.length == 0) {
            saved = new Block[blocks.length];
        }
        for (int block = 0; block < blocks.length; block++) {
            if (saved[block] == null || saved[block].length() < stretches.size()) {
                saved[block] = new Block(stretches.size());
            }
            stretches.copy(blocks[block], saved[block]);
        }
    }
}
