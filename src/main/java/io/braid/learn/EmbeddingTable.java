package io.braid.learn;

import io.braid.encode.Bag;
import io.braid.encode.Shape;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.kernel.Stretches;
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

    private static final int FIRST_CAPACITY = 64;

    private final Kernels kernels;
    private final int dim;
    private final Optimizer optimizer;
    private final Block weights;
    private final Matrix vectors;
    private final Block[] planes;
    private final BlockGroup group;
    private final int[] slots;
    private int[] places = new int[FIRST_CAPACITY];
    private int[] touched = new int[FIRST_CAPACITY];
    private int touchedCount;
    private Matrix gradients;
    private final float[] row;
    private final float[][] state;
    private final Stretches stretches;
    private final Attempt attempt;

    EmbeddingTable(Kernels kernels, Shape.Table table, Optimizer optimizer) {
        this.kernels = kernels;
        this.dim = table.dim();
        this.optimizer = optimizer;
        this.weights = new Block(table.rows() * dim);
        this.planes = Stream.generate(() -> new Block(table.rows() * dim))
                .limit(optimizer.planes())
                .toArray(Block[]::new);
        this.group = BlockGroup.ofRows(
                Stream.concat(Stream.of(weights), Stream.of(planes)).toList(), dim);
        this.slots = new int[table.rows()];
        this.vectors = new Matrix(weights, 0, dim);
        this.gradients = new Matrix(new Block(FIRST_CAPACITY * dim), 0, dim);
        this.row = new float[dim];
        this.state = new float[optimizer.planes()][dim];
        this.stretches = new Stretches(weights, planes, gradients.block());
        this.attempt = new Attempt(group.blocks());
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

    /** Writes what each example's rows add up to, over the root of their number, to a row of {@code target}. */
    void pool(Bag bag, int from, int count, Matrix target) {
        kernels.gather(from, count, bag.ends(), bag.rows(), dim, vectors, target);
    }

    /**
     * Adds the derivative of the loss by each example's pooled vector to the gradient of the rows that it was pooled from.
     *
     * @param slopes a row for each example
     * @param labelled whether an example has any label, from {@code from} on; the rows of others stay untouched
     */
    void accumulate(Bag bag, int from, int count, Matrix slopes, boolean[] labelled) {
        int end = bag.to(from + count - 1);
        if (places.length < end) {
            places = new int[Math.max(end, places.length * 2)];
        }
        for (int example = 0; example < count; example++) {
            for (int place = bag.from(from + example); place < bag.to(from + example); place++) {
                places[place] = labelled[example] ? slot(bag.row(place)) : -1;
            }
        }
        kernels.scatter(from, count, bag.ends(), places, dim, slopes, gradients);
    }

    private int slot(int r) {
        int slot = slots[r];
        if (slot < 0) {
            if (touchedCount == touched.length) {
                grow();
            }
            slot = touchedCount++;
            touched[slot] = r * dim;
            slots[r] = slot;
        }
        return slot;
    }

    private void grow() {
        touched = Arrays.copyOf(touched, touchedCount * 2);
        Matrix larger = new Matrix(new Block(touched.length * dim), 0, dim);
        gradients.block().copy(0, touchedCount * dim, larger.block(), 0);
        gradients = larger;
    }

    /** The squared Euclidean norm of the gradient so far. */
    double squaredNorm() {
        return kernels.squaredNorm(gradients, touchedCount * dim);
    }

    /** Whether the touched rows and their state would be finite after {@link #update}; nothing moves. */
    boolean staysFinite(float factor, long step) {
        choose();
        return attempt.staysFinite(stretches, () -> optimizer.update(kernels, stretches, factor, step));
    }

    /**
     * Moves the touched rows by their gradients times {@code factor}.
     *
     * @param step the number of this update of the table: rows don't count theirs, so Adam corrects a row that is new as it
     *     does the others (known as lazy Adam)
     */
    void update(float factor, long step) {
        choose();
        optimizer.update(kernels, stretches, factor, step);
        for (int slot = 0; slot < touchedCount; slot++) {
            group.touch(touched[slot], dim);
        }
        discard();
    }

    private void choose() {
        stretches.choose(touched, touchedCount, dim, gradients.block(), 0);
    }

    /** Drops the gradient. */
    void discard() {
        for (int slot = 0; slot < touchedCount; slot++) {
            slots[touched[slot] / dim] = -1;
        }
        gradients.block().clear(0, touchedCount * dim);
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
