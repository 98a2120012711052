package io.braid.learn;

import io.braid.config.BraidConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.encode.Shape;
import io.braid.learn.balance.Gram;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.optimizer.Optimizer;
import io.braid.learn.task.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One model for all tasks: embeddings and a shared encoder, and a head per task, trained a mini-batch at a time.
 *
 * <p>Minimises the sum over tasks of weight times loss, averaged over the examples of the batch, where {@link Balancer} may learn
 * factors of the weights and put the tasks' gradients together in another way; an example without a label adds nothing to its
 * task. The same seed and the same batches give the same bits. Not for several threads.
 */
public final class Learner {
    private final Shape shape;
    private final List<Task> tasks;
    private final List<String> taskNames;
    private final OptimizerConfig optimizer;
    private final List<Integer> layers;
    private final List<EmbeddingTable> tables;
    private final Network network;
    private final DenseParameters dense;
    private final Regeneration regeneration;
    private final boolean skip;
    private final float clipNorm;
    private final boolean ordinaryRates;
    private final long seed;
    private final Balancer balancer;
    private final TaskLosses losses;
    private final Gram products;
    private final TaskGradients gradients;
    private final int sampled;
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
        this.network = new Network(
                config.model(),
                shape,
                tasks,
                tables,
                Optimizer.of(optimizer.type(), optimizer.learningRate()),
                kernels);
        this.dense = network.dense();
        this.regeneration = new Regeneration(dense, optimizer.regeneration());
        this.balancer = new Balancer(config, tasks);
        this.losses = new TaskLosses(tasks.size());
        this.products = new Gram(tasks.size());
        this.sampled = tasks.size() > 1 ? batchesPerSample(config) : 0;
        this.gradients = new TaskGradients(tasks.size(), dense.length(0));
        reset();
    }

    /** Of so many batches, one is asked whether the tasks' gradients agree; 0: none. */
    private static int batchesPerSample(BraidConfig config) {
        int events = config.metrics().gradients();
        return events == 0 ? 0 : Math.max(1, events / config.batch().size());
    }

    private static boolean isOrdinary(double rate) {
        return rate <= Optimizer.ORDINARY && rate * Optimizer.ORDINARY >= 1;
    }

    /** Goes back to the initial weights. What they are is part of checkpoint 1, which leaves out what never changed. */
    public void reset() {
        SplittableRandom random = new SplittableRandom(seed);
        network.start(random.split());
        regeneration.start();
        for (EmbeddingTable table : tables) {
            table.start(random.split());
        }
        balancer.reset();
        gradients.reset();
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
        int hidden = layers.isEmpty() ? 0 : layers.get(layers.size() - 1);
        for (int task = 0; task < tasks.size(); task++) {
            int origin = origins.tasks().get(task);
            for (int output = 0; origin >= 0 && output < tasks.get(task).outputs(); output++) {
                int from = other.dense.offset(origin + 1) + output * Heads.stride(other.network.headWidth());
                int to = dense.offset(task + 1) + output * Heads.stride(network.headWidth());
                spans.addAll(origins.output(from, to, hidden, skip));
            }
        }
        dense.carryOver(other.dense, spans, sameType);
        for (int table = 0; table < tables.size(); table++) {
            int origin = origins.tables().get(table);
            if (origin >= 0) {
                tables.get(table).carryOver(other.tables.get(origin), sameRows);
            }
        }
        if (taskNames.equals(other.taskNames) && dense.length(0) == other.dense.length(0)) {
            gradients.copy(other.gradients);
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
        network.predict(batch, from, predictions);
    }

    /**
     * Predicts every example of {@code batch}, then learns from its targets.
     *
     * @return whether the weights moved: not when there was no label at all, and not when the loss, the gradient, or a
     *     weight or its optimiser's state after the step was not finite, which is counted in {@link #skipped()}
     */
    public boolean step(Batch batch, Predictions predictions) {
        losses.clear();
        float[] weights = balancer.weigh();
        if (sampled > 0 && version % sampled == 0) {
            network.sample(batch, weights, gradients, predictions);
        }
        products.clear();
        network.evaluate(
                batch, weights, balancer.surgery(), losses, balancer.needsGradients() ? products : null, predictions);
        loss = losses.weighted(weights);
        if (!losses.isLabelled()) {
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
        balancer.observe(losses, products);
        version++;
        return true;
    }

    private double squaredNorm() {
        double sum = dense.squaredNorm(0);
        for (int task = 0; task < tasks.size(); task++) {
            if (losses.isLabelled(task)) {
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
            finite = !losses.isLabelled(task) || dense.staysFinite(task + 1, factor);
        }
        return finite && tables.stream().allMatch(table -> table.staysFinite(factor, rowSteps + 1));
    }

    private void update(float factor) {
        dense.update(0, factor);
        regeneration.update();
        for (int task = 0; task < tasks.size(); task++) {
            if (losses.isLabelled(task)) {
                dense.update(task + 1, factor);
            }
        }
        rowSteps++;
        for (EmbeddingTable table : tables) {
            table.update(factor, rowSteps);
        }
    }

    /**
     * Lets the optimiser start anew on the head of {@code task} and on the shared encoder, whose weights stay where they are. What
     * has made their steps small, such as AdaGrad's sum of all squared gradients, is forgotten. Embedding rows keep theirs: of a large table
     * few rows are touched between two checkpoints, and this would touch all.
     */
    public void restart(int task) {
        dense.restart(0);
        dense.restart(task + 1);
    }

    /** Takes the head of {@code task} back to its initial weights; all else stays. */
    public void resetHead(int task) {
        network.resetHead(task);
    }

    /** How many updates the weights have seen. */
    public long version() {
        return version;
    }

    /** How many batches were left out because their loss, their gradient or what would have come of it was not finite. */
    public long skipped() {
        return skipped;
    }

    /** Who helps whom. */
    public TaskGradients gradients() {
        return gradients;
    }

    /** What each task counts. */
    public Balancer balancer() {
        return balancer;
    }

    /** The sum of the losses of the last batch, each task's times what it counted, over the examples that have labels. */
    public double loss() {
        return loss;
    }

    /** How many parameters the model has: every weight, bias and embedding. */
    public long parameters() {
        long count = (long) dense.parameters() - network.padding();
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
