package io.braid.learn;

import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.kernel.Stretches;
import io.braid.learn.optimizer.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The parameters that every example uses, with their gradient and their optimiser's state, in segments that move apart
 * from each other: the shared encoder, and each head. A segment that does not move keeps its state to the bit.
 */
final class DenseParameters {
    private static final int STRIP = 1024;

    private final Kernels kernels;
    private final Optimizer optimizer;
    private final int[] offsets;
    private final int[] lengths;
    private final long[] steps;
    private final int count;
    private final Block weights;
    private final Block gradient;
    private final Block[] planes;
    private final BlockGroup group;
    private final float[] strip = new float[STRIP];
    private final float[][] state;
    private final Stretches[] segments;
    private final Matrix[] gradients;
    private final Attempt attempt;

    /** Zeros in segments of {@code lengths}, each starting at a multiple of 16 floats. */
    DenseParameters(Kernels kernels, Optimizer optimizer, int... lengths) {
        this.kernels = kernels;
        this.optimizer = optimizer;
        this.lengths = lengths.clone();
        this.offsets = new int[lengths.length];
        this.steps = new long[lengths.length];
        int total = 0;
        for (int segment = 0; segment < lengths.length; segment++) {
            offsets[segment] = total;
            total += Matrix.padded(lengths[segment]);
        }
        this.count = Arrays.stream(lengths).sum();
        int size = total;
        this.weights = new Block(size);
        this.gradient = new Block(size);
        this.planes =
                Stream.generate(() -> new Block(size)).limit(optimizer.planes()).toArray(Block[]::new);
        this.group = BlockGroup.dense(
                Stream.concat(Stream.of(weights), Stream.of(planes)).toList());
        this.state = new float[optimizer.planes()][STRIP];
        this.segments = new Stretches[lengths.length];
        this.gradients = new Matrix[lengths.length];
        for (int segment = 0; segment < lengths.length; segment++) {
            int offset = offsets[segment];
            segments[segment] = new Stretches(weights, planes, gradient);
            segments[segment].choose(new int[] {offset}, 1, Matrix.padded(lengths[segment]), gradient, offset);
            gradients[segment] = new Matrix(gradient, offset, lengths[segment]);
        }
        this.attempt = new Attempt(group.blocks());
    }

    /** Where {@code segment} starts. */
    int offset(int segment) {
        return offsets[segment];
    }

    /** The weights from {@code offset} on as a matrix with rows of {@code stride} floats. */
    Matrix weights(int offset, int stride) {
        return new Matrix(weights, offset, stride);
    }

    /** The derivatives by the weights from {@code offset} on, likewise. */
    Matrix gradient(int offset, int stride) {
        return new Matrix(gradient, offset, stride);
    }

    /** How many parameters there are. */
    int parameters() {
        return count;
    }

    /** How often each segment has moved. */
    long[] steps() {
        return steps;
    }

    /** Sets everything to zero. */
    void start() {
        Arrays.fill(steps, 0);
        for (Block block : group.blocks()) {
            block.clear(0, block.length());
        }
        group.forgetChanges();
        gradient.clear(0, gradient.length());
    }

    /**
     * Sets {@code count} weights from {@code offset} on to random numbers, evenly within plus and minus {@code bound}.
     */
    void randomise(int offset, int count, double bound, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        weights.write(offset, values, 0, count);
    }

    /** Sets the optimiser's state to its start; to be called once the weights have their initial values. */
    void startOptimizer() {
        startOptimizer(0, weights.length());
    }

    private void startOptimizer(int from, int to) {
        for (int at = from; at < to; at += STRIP) {
            int n = Math.min(STRIP, to - at);
            weights.read(at, strip, 0, n);
            for (float[] plane : state) {
                Arrays.fill(plane, 0f);
            }
            optimizer.start(strip, state, n);
            for (int plane = 0; plane < planes.length; plane++) {
                planes[plane].write(at, state[plane], 0, n);
            }
        }
    }

    /**
     * Starts over with what {@code other} has at some places: the weights, and the optimiser's state if it is of the same
     * kind. The other weights are zero.
     */
    void carryOver(DenseParameters other, List<Origins.Span> spans, boolean withState) {
        start();
        copy(spans, other.weights, weights);
        startOptimizer();
        for (int plane = 0; withState && plane < planes.length; plane++) {
            copy(spans, other.planes[plane], planes[plane]);
        }
        group.touchAll();
    }

    private void copy(List<Origins.Span> spans, Block from, Block to) {
        for (Origins.Span span : spans) {
            for (int done = 0; done < span.length(); done += STRIP) {
                int n = Math.min(STRIP, span.length() - done);
                from.read(span.from() + done, strip, 0, n);
                to.write(span.to() + done, strip, 0, n);
            }
        }
    }

    /** Takes up a part of a segment's gradient: {@code count} derivatives, by the parameters from {@code first} on. */
    interface GradientReader {
        void add(float[] gradient, int first, int count);
    }

    /** Hands the gradient of {@code segment} to {@code reader}, a part after the other. */
    void readGradient(int segment, GradientReader reader) {
        for (int at = 0; at < lengths[segment]; at += STRIP) {
            int n = Math.min(STRIP, lengths[segment] - at);
            gradient.read(offsets[segment] + at, strip, 0, n);
            reader.add(strip, at, n);
        }
    }

    /** How many parameters {@code segment} has. */
    int length(int segment) {
        return lengths[segment];
    }

    /** The squared Euclidean norm of the gradient of {@code segment}. */
    double squaredNorm(int segment) {
        return kernels.squaredNorm(gradients[segment], lengths[segment]);
    }

    /** Lets the optimiser start anew on {@code segment}, whose weights stay where they are. */
    void restart(int segment) {
        startOptimizer(offsets[segment], offsets[segment] + lengths[segment]);
        steps[segment] = 0;
        group.touch(offsets[segment], lengths[segment]);
    }

    /** Sets the first {@code count} weights of {@code segment} to zero, and lets the optimiser start anew on all of it. */
    void reset(int segment, int count) {
        weights.clear(offsets[segment], count);
        restart(segment);
    }

    /** Whether {@code segment} and its state would be finite after {@link #update}; nothing moves. */
    boolean staysFinite(int segment, float factor) {
        return attempt.staysFinite(
                segments[segment], () -> optimizer.update(kernels, segments[segment], factor, steps[segment] + 1));
    }

    /** Moves {@code segment} by its gradient times {@code factor}. */
    void update(int segment, float factor) {
        optimizer.update(kernels, segments[segment], factor, ++steps[segment]);
        group.touch(offsets[segment], lengths[segment]);
    }

    /** The weights, then the optimiser's planes. */
    BlockGroup group() {
        return group;
    }
}
