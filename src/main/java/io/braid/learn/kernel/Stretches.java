package io.braid.learn.kernel;

/**
 * The parameters that an optimiser moves at a time: stretches of one length, such as a layer or the rows of a table that a batch
 * has touched, with their gradient and the optimiser's state.
 *
 * <p>State lies at the same offsets as the weights, each kind in a block of its own. The stretches' gradients lie side by side.
 */
public final class Stretches {
    final Block weights;
    final Block[] state;
    Block gradient;
    int[] offsets = {};
    int count;
    int length;
    int gradientOffset;

    /** No stretch yet of {@code weights}. */
    public Stretches(Block weights, Block[] state, Block gradient) {
        this.weights = weights;
        this.state = state.clone();
        this.gradient = gradient;
    }

    /**
     * Chooses the stretches.
     *
     * @param offsets where each starts; not copied
     * @param count how many of the offsets count
     * @param length floats of each
     * @param gradient holds their gradients
     * @param gradientOffset where the gradient of the first starts
     */
    public void choose(int[] offsets, int count, int length, Block gradient, int gradientOffset) {
        this.offsets = offsets;
        this.count = count;
        this.length = length;
        this.gradient = gradient;
        this.gradientOffset = gradientOffset;
    }

    /** How many parameters there are. */
    public int size() {
        return count * length;
    }

    /** Copies them out of {@code block}, where they lie as the weights do, to the start of {@code target}. */
    public void copy(Block block, Block target) {
        for (int each = 0; each < count; each++) {
            block.copy(offsets[each], length, target, each * length);
        }
    }

    /** The way back. */
    public void paste(Block source, Block block) {
        for (int each = 0; each < count; each++) {
            source.copy(each * length, length, block, offsets[each]);
        }
    }

    /** Whether all of them in {@code block} are finite. */
    public boolean areFinite(Block block) {
        for (int each = 0; each < count; each++) {
            if (!block.isFinite(offsets[each], length)) {
                return false;
            }
        }
        return true;
    }
}
