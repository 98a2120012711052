package io.braid.learn;

import io.braid.config.ModelConfig;
import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.balance.Gram;
import io.braid.learn.balance.Surgery;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.optimizer.Optimizer;
import io.braid.learn.task.Task;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The way of a chunk of examples through the model: input, encoder, heads, and back. It knows the parameters and computes their
 * gradient; when they move is the {@link Learner}'s.
 */
final class Network {
    /** Rows of a matrix product; OpenBLAS is at its best on small matrices, see docs/decisions/0003. */
    static final int CHUNK = 64;

    private final Shape shape;
    private final List<Task> tasks;
    private final DenseParameters dense;
    private final Input input;
    private final boolean skip;
    private final SharedEncoder encoder;
    private final int headWidth;
    private final Tower[] towers;
    private final Gram ofChunk;
    private final boolean[] labelled;
    private final double[] coefficients;
    private final Matrix embeddedSlopes;
    private final Matrix[] slopesOfTables;

    /** Heads over one representation, and the weights of theirs by which derivatives are handed down. */
    private record Tower(Representation representation, Heads heads, Matrix readingHidden, Matrix readingEmbedded) {
        void addInnerProducts(int embedded, int count, Gram into) {
            heads.addInnerProducts(
                    List.of(readingHidden, readingEmbedded), List.of(representation.width(), embedded), count, into);
        }
    }

    /** A network for examples of {@code shape}, over embeddings in {@code tables}; its dense parameters are new. */
    Network(
            ModelConfig model,
            Shape shape,
            List<Task> tasks,
            List<EmbeddingTable> tables,
            Optimizer optimizer,
            Kernels kernels) {
        this.shape = shape;
        this.tasks = tasks;
        this.skip = model.skip() || model.layers().isEmpty();
        int hidden =
                model.layers().isEmpty() ? 0 : model.layers().get(model.layers().size() - 1);
        this.input = new Input(shape, tables, CHUNK, skip ? hidden : 0);
        this.headWidth = Heads.width(hidden, skip ? input : null);
        SharedEncoder.Sizes sizes = SharedEncoder.sizes(model, input.width());
        int[] segments = new int[tasks.size() + 1];
        segments[0] = sizes.shared();
        for (int task = 0; task < tasks.size(); task++) {
            segments[task + 1] = headSize(task) + sizes.own();
        }
        this.dense = new DenseParameters(kernels, optimizer, segments);
        int[] own = new int[tasks.size()];
        for (int task = 0; task < own.length; task++) {
            own[task] = dense.offset(task + 1) + headSize(task);
        }
        this.encoder = SharedEncoder.of(model, kernels, input, dense, own, CHUNK, skip);
        this.towers = encoder.representations().stream()
                .map(representation -> tower(kernels, representation))
                .toArray(Tower[]::new);
        this.ofChunk = new Gram(tasks.size());
        this.labelled = new boolean[tasks.size()];
        this.coefficients = new double[tasks.size()];
        this.embeddedSlopes = Matrix.zeros(CHUNK, shape.embedded());
        this.slopesOfTables = perTable(embeddedSlopes, shape);
    }

    private int headSize(int task) {
        return tasks.get(task).outputs() * Heads.stride(headWidth);
    }

    private Tower tower(Kernels kernels, Representation representation) {
        Heads heads = new Heads(kernels, tasks, representation, skip ? input : null, dense, CHUNK);
        int embedded = skip ? representation.width() + input.embeddedStart() : 0;
        return new Tower(representation, heads, heads.weightsFrom(0), heads.weightsFrom(embedded));
    }

    private static Matrix[] perTable(Matrix embedded, Shape shape) {
        Matrix[] parts = new Matrix[shape.tables().size()];
        int at = 0;
        for (int table = 0; table < parts.length; table++) {
            parts[table] = embedded.at(0, at);
            at += shape.tables().get(table).dim();
        }
        return parts;
    }

    /** Sets the dense parameters to their initial values. */
    void start(SplittableRandom random) {
        dense.start();
        encoder.start(shape.values() + shape.embedded(), random);
        dense.startOptimizer();
    }

    /** The parameters of the encoder, in the first segment, and of each head. */
    DenseParameters dense() {
        return dense;
    }

    /** Takes the head of {@code task} back to its initial weights; what of the encoder is the task's own stays. */
    void resetHead(int task) {
        dense.reset(task + 1, headSize(task));
    }

    /** How many floats a head reads. */
    int headWidth() {
        return headWidth;
    }

    /** How many of the dense parameters do nothing but fill rows up. */
    int padding() {
        int outputs = tasks.stream().mapToInt(Task::outputs).sum();
        return outputs * (Heads.stride(headWidth) - headWidth);
    }

    /**
     * Predicts the examples of {@code batch} from {@code from} on.
     *
     * <p>The products have as many rows as those of the full batch will have, since another number may round otherwise.
     */
    void predict(Batch batch, int from, Predictions predictions) {
        for (int at = from / CHUNK * CHUNK; at < batch.size(); at += CHUNK) {
            int rows = Math.min(CHUNK, batch.capacity() - at);
            int count = Math.min(rows, batch.size() - at);
            forward(batch, at, rows, count);
            for (Tower tower : towers) {
                tower.heads.predict(batch, at, rows, count, predictions);
            }
        }
    }

    /** Computes {@code rows} rows, of which the first {@code count} are examples and the others of no meaning. */
    private void forward(Batch batch, int from, int rows, int count) {
        input.load(batch, from, count);
        encoder.forward(rows);
        for (Tower tower : towers) {
            tower.heads.forward(rows, input.isMarked());
        }
    }

    /**
     * Predicts every example of {@code batch}, and computes the gradient of the weighted losses, averaged over the examples.
     *
     * @param weights what each task's losses are multiplied by
     * @param surgery puts the tasks' gradients by the representation that they share together, for each chunk by itself
     * @param losses takes up the tasks' losses
     * @param products takes up the inner products of the tasks' gradients by the representation that they share, each times
     *     its weight; null: nobody wants them
     */
    void evaluate(
            Batch batch,
            float[] weights,
            Surgery surgery,
            TaskLosses losses,
            @Nullable Gram products,
            Predictions predictions) {
        for (int from = 0; from < batch.size(); from += CHUNK) {
            int count = Math.min(CHUNK, batch.size() - from);
            forward(batch, from, count, count);
            for (Tower tower : towers) {
                tower.heads.evaluate(batch, from, count, 1f / batch.size(), weights, losses, predictions);
            }
            boolean combined = surgery.needsGradients();
            if (products != null || combined) {
                ofChunk.clear();
                for (Tower tower : towers) {
                    tower.addInnerProducts(skip ? shape.embedded() : 0, count, ofChunk);
                }
                if (products != null) {
                    products.add(ofChunk);
                }
            }
            if (combined) {
                losses.markLabelled(labelled);
                surgery.combine(ofChunk, labelled, coefficients);
            }
            backward(batch, from, count, from == 0 ? 0f : 1f, combined);
        }
    }

    /**
     * Samples the gradient of each task's losses by the parameters that all share, over the first {@value #CHUNK} examples of
     * {@code batch}. Nothing but predictions and the dense gradient is written.
     *
     * @param weights what each task's losses are multiplied by
     */
    void sample(Batch batch, float[] weights, TaskGradients gradients, Predictions predictions) {
        int count = Math.min(CHUNK, batch.size());
        forward(batch, 0, count, count);
        TaskLosses losses = new TaskLosses(tasks.size());
        for (Tower tower : towers) {
            tower.heads.evaluate(batch, 0, count, 1f / count, weights, losses, predictions);
        }
        for (int task = 0; task < tasks.size(); task++) {
            if (losses.isLabelled(task)) {
                for (Tower tower : towers) {
                    Representation read = tower.representation;
                    tower.heads.backwardOf(task, tower.readingHidden, read.width(), count, read.slopes());
                }
                encoder.backward(count, 0f, embeddedSlopes, 0, 0f);
                gradients.open();
                dense.readGradient(0, gradients::add);
                gradients.close(task, losses.meanExcess(task));
            }
        }
        gradients.sum();
    }

    private void backward(Batch batch, int from, int count, float beta, boolean combined) {
        boolean embedded = shape.embedded() > 0;
        float above = 0f;
        for (Tower tower : towers) {
            tower.heads.gradient(count, input.isMarked(), beta);
            if (combined) {
                tower.heads.scale(coefficients, count);
            }
            if (embedded && skip) {
                tower.heads.backward(tower.readingEmbedded, shape.embedded(), count, above, embeddedSlopes);
                above = 1f;
            }
            int hidden = tower.representation.width();
            if (hidden > 0) {
                tower.heads.backward(tower.readingHidden, hidden, count, 0f, tower.representation.slopes());
            }
        }
        encoder.backward(count, beta, embeddedSlopes, shape.embedded(), above);
        if (embedded) {
            input.accumulate(batch, from, count, slopesOfTables);
        }
    }
}
