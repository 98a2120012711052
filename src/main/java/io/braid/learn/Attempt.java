package io.braid.learn;

import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.Stretches;

/**
 * An update of parameters that is made, looked at, and taken back to the bit. For the rare gradients or rates with
 * which a step may end in numbers that are not finite.
 */
final class Attempt {
    private final Block[] blocks;
    private Block[] saved = {};

    /** An attempt at parameters with their optimiser's state. */
    Attempt(Block weights, Block[] state) {
        blocks = new Block[state.length + 1];
        blocks[0] = weights;
        System.arraycopy(state, 0, blocks, 1, state.length);
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
