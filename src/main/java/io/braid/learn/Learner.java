package io.braid.learn;

import io.braid.config.BraidConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import io.braid.learn.optimizer.Optimizer;
import io.braid.learn.task.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One model for all tasks: embeddings and a shared encoder, and a head per task, trained a mini-batch at a time.
 *
 * <p>Minimises the sum over tasks of weight times loss, averaged over the examples of the batch; an example without a
 * label adds nothing to its task. The same seed and the same batches give the same bits. Not for several threads.
 */
public final class Learner {
    /** Rows of a matrix product; OpenBLAS is at its best on small matrices, see docs/decisions/0003. */
    private static final int CHUNK = 64;

    private final Shape shape;
    private final List<Task> tasks;
    private final List<String> taskNames;
    private final OptimizerConfig optimizer;
    private final List<Integer> layers;
    private final List<EmbeddingTable> tables;
    private final DenseParameters dense;
    private final Input input;
    private final SharedBottom encoder;
    private final Heads heads;
    private final Matrix readingHidden;
    private final Matrix readingEmbedded;
    private final Matrix embeddedSlopes;
    private final Matrix[] slopesOfTables;
    private final int hiddenWidth;
    private final boolean skip;
    private final int headWidth;
    private final float clipNorm;
    private final boolean ordinaryRates;
    private final long seed;
    private final int[] labelled;
    private long rowSteps;
    private long version;
    private long skipped;
    private double loss;

    /** A model with its initial weights for examples of {@code shape}, computed as fast as this Java can. */
    public Learner(BraidConfig config, Shape shape) {
        this(config, shape, Kernels.fastest());
    }

    /** A model with its initial weights for examples of {@code shape}, computed by {@code kernels}. */
    public Learner(BraidConfig config, Shape shape, Kernels kernels) {
        this.shape = shape;
        this.tasks = config.tasks().stream().map(Task::of).toList();
        this.seed = config.seed();
        this.taskNames = config.tasks().stream().map(TaskConfig::name).toList();
        this.optimizer = config.optimizer();
        this.clipNorm = (float) optimizer.clipNorm();
        this.ordinaryRates = isOrdinary(optimizer.learningRate()) && isOrdinary(optimizer.rowsLearningRate());
        Optimizer rowOptimizer = Optimizer.of(optimizer.rows(), optimizer.rowsLearningRate());
        this.tables = shape.tables().stream()
                .map(table -> new EmbeddingTable(kernels, table, rowOptimizer))
                .toList();
        this.layers = config.model().layers();
        this.skip = config.model().skip() || layers.isEmpty();
        this.hiddenWidth = layers.isEmpty() ? 0 : layers.get(layers.size() - 1);
        int inputWidth = Input.width(shape);
        this.headWidth = skip ? hiddenWidth + inputWidth : hiddenWidth + 1;
        int[] segments = new int[tasks.size() + 1];
        segments[0] = SharedBottom.size(inputWidth, layers);
        for (int task = 0; task < tasks.size(); task++) {
            segments[task + 1] = tasks.get(task).outputs() * Heads.stride(headWidth);
        }
        this.dense = new DenseParameters(kernels, Optimizer.of(optimizer.type(), optimizer.learningRate()), segments);
        this.input = new Input(shape, tables, CHUNK, skip ? hiddenWidth : 0);
        this.encoder = new SharedBottom(kernels, input, layers, dense, CHUNK, skip);
        this.heads =
                new Heads(kernels, tasks, encoder.output(), headWidth, skip ? input.indicatorWidth() : 0, dense, CHUNK);
        this.readingHidden = heads.weightsFrom(0);
        this.readingEmbedded = heads.weightsFrom(skip ? hiddenWidth + input.embeddedStart() : 0);
        this.embeddedSlopes = Matrix.zeros(CHUNK, shape.embedded());
        this.slopesOfTables = perTable(embeddedSlopes, shape);
        this.labelled = new int[tasks.size()];
        reset();
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

    private static boolean isOrdinary(double rate) {
        return rate <= Optimizer.ORDINARY && rate * Optimizer.ORDINARY >= 1;
    }

    /** Goes back to the initial weights. What they are is part of checkpoint 1, which leaves out what never changed. */
    public void reset() {
        SplittableRandom random = new SplittableRandom(seed);
        dense.start();
        encoder.start(shape.values() + shape.embedded(), random.split());
        dense.startOptimizer();
        for (EmbeddingTable table : tables) {
            table.start(random.split());
        }
        rowSteps = 0;
        version = 0;
        skipped = 0;
        loss = 0;
    }

    /**
     * Starts over with all that {@code other}, a model of the same hidden layers, has learnt of the inputs and tasks that
     * both have, by name. What is new starts anew, without an effect on the tasks that were there before: the weights that read a
     * new input are zero. An optimiser of another type starts anew too.
     */
    public void carryOver(Learner other) {
        reset();
        boolean sameType = optimizer.type() == other.optimizer.type();
        boolean sameRows = optimizer.rows() == other.optimizer.rows();
        Origins origins = Origins.of(shape, taskNames, other.shape, other.taskNames);
        List<Origins.Span> spans = new ArrayList<>(origins.encoder(layers, Input.width(other.shape)));
        for (int task = 0; task < tasks.size(); task++) {
            int origin = origins.tasks().get(task);
            for (int output = 0; origin >= 0 && output < tasks.get(task).outputs(); output++) {
                int from = other.dense.offset(origin + 1) + output * Heads.stride(other.headWidth);
                int to = dense.offset(task + 1) + output * Heads.stride(headWidth);
                spans.addAll(origins.output(from, to, hiddenWidth, skip));
            }
        }
        dense.carryOver(other.dense, spans, sameType);
        for (int table = 0; table < tables.size(); table++) {
            int origin = origins.tables().get(table);
            if (origin >= 0) {
                tables.get(table).carryOver(other.tables.get(origin), sameRows);
            }
        }
        version = other.version;
        skipped = other.skipped;
        rowSteps = sameRows ? other.rowSteps : 0;
        dense.steps()[0] = sameType ? other.dense.steps()[0] : 0;
        for (int task = 0; task < tasks.size(); task++) {
            int origin = origins.tasks().get(task);
            dense.steps()[task + 1] = sameType && origin >= 0 ? other.dense.steps()[origin + 1] : 0;
        }
    }

    /** Room for the predictions of a batch of {@code capacity} examples. */
    public Predictions predictions(int capacity) {
        return new Predictions(tasks, capacity);
    }

    /**
     * Predicts the examples of {@code batch} from {@code from} on; nothing is learnt.
     *
     * <p>The products have as many rows as those of the full batch will have, since another number may round otherwise: what
     * is predicted early is what would be predicted in time, to the bit.
     */
    public void predict(Batch batch, int from, Predictions predictions) {
        for (int at = from / CHUNK * CHUNK; at < batch.size(); at += CHUNK) {
            int rows = Math.min(CHUNK, batch.capacity() - at);
            int count = Math.min(rows, batch.size() - at);
            forward(batch, at, rows, count);
            heads.predict(batch, at, rows, count, predictions);
        }
    }

    /** Computes {@code rows} rows, of which the first {@code count} are examples and the others of no meaning. */
    private void forward(Batch batch, int from, int rows, int count) {
        input.load(batch, from, count);
        encoder.forward(rows);
        heads.forward(rows, input.isMarked());
    }

    /**
     * Predicts every example of {@code batch}, then learns from its targets.
     *
     * @return whether the weights moved: not when there was no label at all, and not when the loss, the gradient, or a
     *     weight or its optimiser's state after the step was not finite, which is counted in {@link #skipped()}
     */
    public boolean step(Batch batch, Predictions predictions) {
        Arrays.fill(labelled, 0);
        loss = 0;
        for (int from = 0; from < batch.size(); from += CHUNK) {
            int count = Math.min(CHUNK, batch.size() - from);
            forward(batch, from, count, count);
            loss += heads.evaluate(batch, from, count, 1f / batch.size(), labelled, predictions);
            backward(batch, from, count, from == 0 ? 0f : 1f);
        }
        if (!isLabelled()) {
            tables.forEach(EmbeddingTable::discard);
            return false;
        }
        double norm = Math.sqrt(squaredNorm());
        float factor = norm > clipNorm ? (float) (clipNorm / norm) : 1f;
        if (!Double.isFinite(loss) || !Double.isFinite(norm) || !staysFinite(factor, norm)) {
            tables.forEach(EmbeddingTable::discard);
            skipped++;
            return false;
        }
        update(factor);
        version++;
        return true;
    }

    private boolean isLabelled() {
        for (int labels : labelled) {
            if (labels > 0) {
                return true;
            }
        }
        return false;
    }

    private void backward(Batch batch, int from, int count, float beta) {
        heads.gradient(count, input.isMarked(), beta);
        boolean embedded = shape.embedded() > 0;
        if (embedded && skip) {
            heads.backward(readingEmbedded, shape.embedded(), count, embeddedSlopes);
        }
        if (hiddenWidth > 0) {
            heads.backward(readingHidden, hiddenWidth, count, encoder.slopes());
            encoder.backward(count, beta, embeddedSlopes, shape.embedded(), skip ? 1f : 0f);
        }
        if (embedded) {
            input.accumulate(batch, from, count, slopesOfTables);
        }
    }

    private double squaredNorm() {
        double sum = dense.squaredNorm(0);
        for (int task = 0; task < tasks.size(); task++) {
            if (labelled[task] > 0) {
                sum += dense.squaredNorm(task + 1);
            }
        }
        for (EmbeddingTable table : tables) {
            sum += table.squaredNorm();
        }
        return sum;
    }

    /** Whether all that {@link #update} moves would be finite; tried out only where it isn't certain. */
    private boolean staysFinite(float factor, double norm) {
        if (ordinaryRates && factor * norm <= Optimizer.ORDINARY) {
            return true;
        }
        boolean finite = dense.staysFinite(0, factor);
        for (int task = 0; task < tasks.size() && finite; task++) {
            finite = labelled[task] == 0 || dense.staysFinite(task + 1, factor);
        }
        return finite && tables.stream().allMatch(table -> table.staysFinite(factor, rowSteps + 1));
    }

    private void update(float factor) {
        dense.update(0, factor);
        for (int task = 0; task < tasks.size(); task++) {
            if (labelled[task] > 0) {
                dense.update(task + 1, factor);
            }
        }
        rowSteps++;
        for (EmbeddingTable table : tables) {
            table.update(factor, rowSteps);
        }
    }

    /** How many updates the weights have seen. */
    public long version() {
        return version;
    }

    /** How many batches were left out because their loss, their gradient or what would have come of it was not finite. */
    public long skipped() {
        return skipped;
    }

    /** The weighted sum of the losses of the last batch, over the examples that have labels. */
    public double loss() {
        return loss;
    }

    /** How many parameters the model has: every weight, bias and embedding. */
    public long parameters() {
        long count = dense.parameters();
        int padding = Heads.stride(headWidth) - headWidth;
        for (Task task : tasks) {
            count -= (long) task.outputs() * padding;
        }
        for (EmbeddingTable table : tables) {
            count += table.parameters();
        }
        return count;
    }

    /**
     * All that training moves, but for the counters that {@link #save} writes: a group of the dense part, then of each
     * embedding table, always in the same order; in each the weights, then the optimiser's state.
     */
    public List<BlockGroup> groups() {
        return Stream.concat(Stream.of(dense.group()), tables.stream().map(EmbeddingTable::group))
                .toList();
    }

    /** The blocks of the {@link #groups}, in their order. */
    public List<Block> blocks() {
        return groups().stream().flatMap(group -> group.blocks().stream()).toList();
    }

    /** Writes the counters that are not in the blocks. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(skipped);
        saveSteps(out);
    }

    /** Writes the numbers of updates, which belong to the optimiser's state. */
    void saveSteps(DataOutput out) throws IOException {
        out.writeLong(version);
        out.writeLong(rowSteps);
        for (long steps : dense.steps()) {
            out.writeLong(steps);
        }
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        skipped = in.readLong();
        version = in.readLong();
        rowSteps = in.readLong();
        for (int segment = 0; segment < dense.steps().length; segment++) {
            dense.steps()[segment] = in.readLong();
        }
    }
}
