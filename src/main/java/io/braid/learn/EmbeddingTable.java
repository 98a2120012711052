package io.braid.learn;

import io.braid.encode.Bag;
import io.braid.encode.Shape;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.learn.optimizer.Optimizer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A table of learned vectors, of which an example reads a few. Rows that no example of a batch reads do not move, nor
 * does their optimiser's state.
 */
final class EmbeddingTable {
    /** Initial values lie evenly within plus and minus this; pages never touched are not saved, so it is part of checkpoint 1. */
    private static final float SPREAD = 0.1f;

    private final int dim;
    private final Optimizer optimizer;
    private final Block weights;
    private final Block[] planes;
    private final BlockGroup group;
    private final int[] slots;
    private int[] touched = new int[64];
    private int touchedCount;
    private float[] gradients;
    private final float[] row;
    private final float[][] state;
    private final Stretch stretch;

    EmbeddingTable(Shape.Table table, Optimizer optimizer) {
        this.dim = table.dim();
        this.optimizer = optimizer;
        this.weights = new Block(table.rows() * dim);
        this.planes = Stream.generate(() -> new Block(table.rows() * dim))
                .limit(optimizer.planes())
                .toArray(Block[]::new);
        this.group = BlockGroup.ofRows(
                Stream.concat(Stream.of(weights), Stream.of(planes)).toList(), dim);
        this.slots = new int[table.rows()];
        this.gradients = new float[touched.length * dim];
        this.row = new float[dim];
        this.state = new float[optimizer.planes()][dim];
        this.stretch = new Stretch(optimizer, weights, planes, dim);
    }

    /** Sets all rows to small random numbers and their optimiser's state to its start. */
    void start(SplittableRandom random) {
        Arrays.fill(slots, -1);
        touchedCount = 0;
        for (int r = 0; r < slots.length; r++) {
            for (int i = 0; i < dim; i++) {
                row[i] = (float) ((2 * random.nextDouble() - 1) * SPREAD);
            }
            for (float[] plane : state) {
                Arrays.fill(plane, 0f);
            }
            optimizer.start(row, state, dim);
            store(r * dim);
        }
        group.forgetChanges();
    }

    /** Takes over the rows of {@code other}, a table of the same size, and their optimiser's state if it is of the same kind. */
    void carryOver(EmbeddingTable other, boolean withState) {
        for (int r = 0; r < slots.length; r++) {
            int at = r * dim;
            other.weights.read(at, row, 0, dim);
            for (float[] plane : state) {
                Arrays.fill(plane, 0f);
            }
            optimizer.start(row, state, dim);
            for (int plane = 0; withState && plane < planes.length; plane++) {
                other.planes[plane].read(at, state[plane], 0, dim);
            }
            store(at);
        }
        group.touchAll();
    }

    private void store(int at) {
        weights.write(at, row, 0, dim);
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane].write(at, state[plane], 0, dim);
        }
    }

    /** Writes what the rows of {@code example} add up to, over the root of their number, to {@code target}. */
    void pool(Bag bag, int example, float[] target, int at) {
        int from = bag.from(example);
        int to = bag.to(example);
        Arrays.fill(target, at, at + dim, 0f);
        for (int place = from; place < to; place++) {
            weights.read(bag.row(place) * dim, row, 0, dim);
            for (int i = 0; i < dim; i++) {
                target[at + i] += row[i];
            }
        }
        if (to - from > 1) {
            float factor = factor(to - from);
            for (int i = 0; i < dim; i++) {
                target[at + i] *= factor;
            }
        }
    }

    /** Adds the derivative of the loss by a pooled vector to the gradient of each row that it was pooled from. */
    void accumulate(Bag bag, int example, float[] gradient, int at) {
        int from = bag.from(example);
        int to = bag.to(example);
        float factor = factor(to - from);
        for (int place = from; place < to; place++) {
            int slot = slot(bag.row(place)) * dim;
            for (int i = 0; i < dim; i++) {
                gradients[slot + i] += factor * gradient[at + i];
            }
        }
    }

    private static float factor(int count) {
        return count <= 1 ? 1f : (float) (1 / Math.sqrt(count));
    }

    private int slot(int r) {
        int slot = slots[r];
        if (slot < 0) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, touchedCount * 2);
                gradients = Arrays.copyOf(gradients, touchedCount * 2 * dim);
            }
            slot = touchedCount++;
            touched[slot] = r;
            slots[r] = slot;
            Arrays.fill(gradients, slot * dim, (slot + 1) * dim, 0f);
        }
        return slot;
    }

    /** The squared Euclidean norm of the gradient so far. */
    double squaredNorm() {
        double sum = 0;
        for (int i = 0; i < touchedCount * dim; i++) {
            sum += (double) gradients[i] * gradients[i];
        }
        return sum;
    }

    /** Whether the touched rows and their state would be finite after {@link #update}; nothing moves. */
    boolean staysFinite(float factor, long step) {
        for (int slot = 0; slot < touchedCount; slot++) {
            move(slot, factor, step);
            if (!stretch.isFinite()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Moves the touched rows by their gradients times {@code factor}.
     *
     * @param step the number of this update of the table: rows don't count theirs, so Adam corrects a row that is new as it
     *     does the others (known as lazy Adam)
     */
    void update(float factor, long step) {
        for (int slot = 0; slot < touchedCount; slot++) {
            move(slot, factor, step);
            stretch.write();
            group.touch(touched[slot] * dim, dim);
        }
        discard();
    }

    private void move(int slot, float factor, long step) {
        stretch.read(touched[slot] * dim, dim);
        System.arraycopy(gradients, slot * dim, stretch.gradient(), 0, dim);
        stretch.move(factor, step);
    }

    /** Drops the gradient. */
    void discard() {
        for (int slot = 0; slot < touchedCount; slot++) {
            slots[touched[slot]] = -1;
        }
        touchedCount = 0;
    }

    /** The weights, then the optimiser's planes. */
    BlockGroup group() {
        return group;
    }

    /** How many parameters it has. */
    int parameters() {
        return weights.length();
    }
}
