package io.braid.learn;

import io.braid.learn.kernel.Block;
import io.braid.learn.optimizer.Optimizer;

/**
 * A window over parameters and their optimiser's state, in which they are moved: copied to arrays, changed there, and
 * written back only if the caller wants them so.
 */
final class Stretch {
    private final Optimizer optimizer;
    private final Block weights;
    private final Block[] planes;
    private final float[] parameters;
    private final float[] gradient;
    private final float[][] state;
    private int offset;
    private int count;

    /** A window of up to {@code longest} floats. */
    Stretch(Optimizer optimizer, Block weights, Block[] planes, int longest) {
        this.optimizer = optimizer;
        this.weights = weights;
        this.planes = planes;
        this.parameters = new float[longest];
        this.gradient = new float[longest];
        this.state = new float[planes.length][longest];
    }

    /** The derivatives by the parameters in the window, to be filled in before {@link #move}. */
    float[] gradient() {
        return gradient;
    }

    /** Moves the window to {@code count} floats from {@code offset} on. */
    void read(int offset, int count) {
        this.offset = offset;
        this.count = count;
        weights.read(offset, parameters, 0, count);
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane].read(offset, state[plane], 0, count);
        }
    }

    /** Moves the parameters in the window by their gradient times {@code factor}, for the {@code step}-th time. */
    void move(float factor, long step) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= factor;
        }
        optimizer.update(parameters, gradient, state, count, step);
    }

    /** Whether the window holds nothing but finite numbers. */
    boolean isFinite() {
        boolean finite = isFinite(parameters);
        for (float[] plane : state) {
            finite &= isFinite(plane);
        }
        return finite;
    }

    private boolean isFinite(float[] numbers) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(numbers[i])) {
                return false;
            }
        }
        return true;
    }

    /** Writes the window back to where it was read. */
    void write() {
        weights.write(offset, parameters, 0, count);
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane].write(offset, state[plane], 0, count);
        }
    }
}
