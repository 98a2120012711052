package io.braid.sample;

import io.braid.config.BalancingConfig;
import io.braid.config.BatchConfig;
import io.braid.config.BraidConfig;
import io.braid.config.CheckpointConfig;
import io.braid.config.DriftConfig;
import io.braid.config.EventsConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.MetricsConfig;
import io.braid.config.ModelConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import io.braid.config.TaskConfig.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A small configuration that tests change piece by piece. */
public record SampleModel(
        List<FeatureConfig> features,
        List<TaskConfig> tasks,
        List<Integer> layers,
        boolean skip,
        OptimizerConfig optimizer,
        BalancingConfig balancing,
        int batchSize,
        int window,
        long seed) {
    /** Two numbers, a short vector and a category: the features of which each example reads at most one row. */
    public static final List<FeatureConfig> WITHOUT_TEXT = List.of(
            new FeatureConfig.Numeric("first", "first"),
            new FeatureConfig.Vector("vector", "vector", 3),
            new FeatureConfig.Categorical("category", "category", 3, 11),
            new FeatureConfig.Numeric("second", "second"));
    /** A feature of every type. */
    public static final List<FeatureConfig> EVERY_FEATURE = List.of(
            new FeatureConfig.Text("text", "text", 2, 37, 2),
            WITHOUT_TEXT.get(0),
            WITHOUT_TEXT.get(1),
            WITHOUT_TEXT.get(2),
            WITHOUT_TEXT.get(3));

    /** A task of every type. */
    public static final List<TaskConfig> EVERY_TASK =
            List.of(task(LossType.LOGISTIC, 1), task(LossType.CROSS_ENTROPY, 0.5), task(LossType.MSE, 2));

    /** The positions in {@link #EVERY_TASK}. */
    public static final int BINARY = 0;

    /** See {@link #BINARY}. */
    public static final int MULTICLASS = 1;

    /** See {@link #BINARY}. */
    public static final int REGRESSION = 2;

    /** Every feature, every task, a hidden layer that the heads can go around, Adam, AdaGrad for the rows. */
    public static SampleModel small() {
        return new SampleModel(
                EVERY_FEATURE,
                EVERY_TASK,
                List.of(8),
                true,
                new OptimizerConfig(OptimizerConfig.Type.ADAM, 0.01, OptimizerConfig.Type.ADAGRAD, 0.05, 10),
                new BalancingConfig(BalancingConfig.Type.FIXED, BalancingConfig.Surgery.NONE),
                16,
                48,
                7);
    }

    /** A task, called like its loss, with that loss. */
    public static TaskConfig task(LossType loss, double weight) {
        String name = loss.name().toLowerCase(Locale.ROOT);
        return switch (loss) {
            case LOGISTIC -> new TaskConfig.Binary(name, name, Role.MAIN, weight, loss);
            case CROSS_ENTROPY ->
                new TaskConfig.Multiclass(name, name, Role.AUXILIARY, weight, loss, List.of("low", "middle", "high"));
            case MSE, HUBER, POISSON -> new TaskConfig.Regression(name, name, Role.AUXILIARY, weight, loss);
        };
    }

    public SampleModel with(List<FeatureConfig> features) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel withTasks(List<TaskConfig> tasks) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel withLayers(List<Integer> layers, boolean skip) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    /** One optimiser for everything, without clipping. */
    public SampleModel withOptimizer(OptimizerConfig.Type type, double learningRate) {
        return with(new OptimizerConfig(type, learningRate, type, learningRate, 1e30));
    }

    public SampleModel with(OptimizerConfig optimizer) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel with(BalancingConfig balancing) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel withBatchSize(int batchSize) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel withWindow(int window) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    public SampleModel withSeed(long seed) {
        return new SampleModel(features, tasks, layers, skip, optimizer, balancing, batchSize, window, seed);
    }

    /** The configuration of an application with this model. */
    public BraidConfig config() {
        return new BraidConfig(
                "sample",
                Map.of(),
                Map.of(),
                new EventsConfig("sample.events", null, null, null),
                features,
                tasks,
                new ModelConfig(ModelConfig.EncoderType.SHARED_BOTTOM, layers, skip),
                optimizer,
                balancing,
                new BatchConfig(batchSize, Duration.ofMillis(20)),
                new CheckpointConfig(Duration.ofSeconds(5), 16_000_000),
                new MetricsConfig(window, 16),
                new DriftConfig(DriftConfig.Detector.ADWIN, 0.002, DriftConfig.Reaction.NONE),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                seed);
    }
}
