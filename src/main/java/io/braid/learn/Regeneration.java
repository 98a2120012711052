package io.braid.learn;

/**
 * Draws the encoder's weights back to what they were at first, a little with each update, so that it can still learn after many
 * changes: what the losses don't hold in place goes back to where learning is easy. Without it, networks that learn one thing after another
 * become slower at it (loss of plasticity).
 *
 * <p>Source: Kumar, Marklund and Van Roy, "Maintaining plasticity in continual learning via regenerative regularization", CoLLAs
 * 2025 (arXiv 2308.11958), there as a penalty in the loss; here apart from the gradient, as Loshchilov and Hutter, "Decoupled weight decay
 * regularization", ICLR 2019, have it for decay to zero. On loss of plasticity: Dohare et al., Nature 632, 2024.
 *
 * <p>The first weights follow from the seed, so that no checkpoint holds them.
 */
final class Regeneration {
    /** Updates between two steps back, each of which goes as far as so many: one in sixteen costs a sixteenth. */
    static final int INTERVAL = 16;

    private static final int ENCODER = 0;

    private final DenseParameters parameters;
    private final float share;
    private float[] initial = {};

    /**
     * For the encoder in the first segment of {@code parameters}.
     *
     * @param rate the share of the way back that a weight goes with each update; 0: none
     */
    Regeneration(DenseParameters parameters, double rate) {
        this.parameters = parameters;
        this.share = (float) Math.min(1, rate * INTERVAL);
    }

    /** Takes the weights as they are for the first ones. */
    void start() {
        if (share > 0) {
            initial = parameters.weights(ENCODER);
        }
    }

    /** Draws the weights back, if it is time; to be called after each update of the encoder. */
    void update() {
        if (share > 0 && parameters.steps()[ENCODER] % INTERVAL == 0) {
            parameters.approach(ENCODER, initial, share);
        }
    }
}
