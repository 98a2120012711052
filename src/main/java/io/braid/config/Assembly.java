package io.braid.config;

import io.braid.config.Settings.Balancing;
import io.braid.config.Settings.Batch;
import io.braid.config.Settings.Checkpoint;
import io.braid.config.Settings.Drift;
import io.braid.config.Settings.Events;
import io.braid.config.Settings.Feature;
import io.braid.config.Settings.Metrics;
import io.braid.config.Settings.Model;
import io.braid.config.Settings.Optimizer;
import io.braid.config.Settings.Predictions;
import io.braid.config.Settings.Root;
import io.braid.config.Settings.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills the records from values in which no problem was found. */
final class Assembly {

    private Assembly() {}

    /**
     * The configuration.
     *
     * @param directory where relative paths start
     */
    static BraidConfig config(Values document, Map<String, String> registry, Path directory) {
        String app = document.get(Root.APP);
        Values metrics = document.get(Root.METRICS);
        Values checkpoint = document.get(Root.CHECKPOINT);
        Values predictions = document.get(Root.PREDICTIONS);
        Values balancing = document.get(Root.BALANCING);
        return new BraidConfig(
                app,
                document.get(Root.KAFKA),
                registry,
                events(document.get(Root.EVENTS), app, directory),
                document.get(Root.FEATURES).stream().map(Assembly::feature).toList(),
                tasks(document.get(Root.TASKS)),
                model(document.get(Root.MODEL)),
                optimizer(document.get(Root.OPTIMIZER)),
                new BalancingConfig(balancing.get(Balancing.TYPE), balancing.get(Balancing.SURGERY)),
                batch(document.get(Root.BATCH)),
                new CheckpointConfig(checkpoint.get(Checkpoint.INTERVAL), checkpoint.get(Checkpoint.MAX_CHANGE)),
                new MetricsConfig(metrics.get(Metrics.WINDOW), metrics.get(Metrics.GRADIENTS)),
                drift(document.get(Root.DRIFT)),
                new PredictionsConfig(
                        predictions.get(Predictions.TOPICS),
                        predictions.get(Predictions.CALIBRATE),
                        predictions.get(Predictions.INTERVAL)),
                document.get(Root.SEED));
    }

    private static EventsConfig events(Values events, String app, Path directory) {
        String topic = events.find(Events.TOPIC);
        Path schema = events.find(Events.SCHEMA);
        return new EventsConfig(
                topic == null ? app + ".events" : topic,
                events.find(Events.ID),
                events.find(Events.TIMESTAMP),
                schema == null ? null : directory.resolve(schema));
    }

    private static FeatureConfig feature(Values feature) {
        String name = feature.get(Feature.NAME);
        String field = feature.get(Feature.FIELD);
        String type = feature.get(Feature.TYPE);
        return switch (type) {
            case "numeric" -> new FeatureConfig.Numeric(name, field);
            case "categorical" ->
                new FeatureConfig.Categorical(
                        name, field, feature.get(Feature.CATEGORICAL_DIM), feature.get(Feature.CATEGORICAL_ROWS));
            case "text" ->
                new FeatureConfig.Text(
                        name,
                        field,
                        feature.get(Feature.TEXT_DIM),
                        feature.get(Feature.TEXT_ROWS),
                        feature.get(Feature.NGRAMS));
            case "vector" -> new FeatureConfig.Vector(name, field, feature.get(Feature.SIZE));
            default -> throw new IllegalStateException(type + " (expected: a type that Settings.Feature declares)");
        };
    }

    private static List<TaskConfig> tasks(List<Values> tasks) {
        boolean hasMain = tasks.stream().anyMatch(task -> task.find(Task.ROLE) == TaskConfig.Role.MAIN);
        List<TaskConfig> configs = new ArrayList<>();
        for (Values task : tasks) {
            TaskConfig.Role role = task.find(Task.ROLE);
            if (role == null) {
                role = hasMain ? TaskConfig.Role.AUXILIARY : TaskConfig.Role.MAIN;
                hasMain = true;
            }
            configs.add(task(task, role));
        }
        return configs;
    }

    private static TaskConfig task(Values task, TaskConfig.Role role) {
        String name = task.get(Task.NAME);
        String field = task.get(Task.FIELD);
        double weight = task.get(Task.WEIGHT);
        String type = task.get(Task.TYPE);
        return switch (type) {
            case "binary" -> new TaskConfig.Binary(name, field, role, weight, task.get(Task.BINARY_LOSS));
            case "multiclass" ->
                new TaskConfig.Multiclass(
                        name, field, role, weight, task.get(Task.MULTICLASS_LOSS), task.get(Task.CLASSES));
            case "regression" -> new TaskConfig.Regression(name, field, role, weight, task.get(Task.REGRESSION_LOSS));
            default -> throw new IllegalStateException(type + " (expected: a type that Settings.Task declares)");
        };
    }

    private static ModelConfig model(Values model) {
        return new ModelConfig(model.get(Model.ENCODER), model.get(Model.LAYERS), model.get(Model.SKIP));
    }

    private static OptimizerConfig optimizer(Values optimizer) {
        return new OptimizerConfig(
                optimizer.get(Optimizer.TYPE),
                optimizer.get(Optimizer.LEARNING_RATE),
                optimizer.get(Optimizer.ROWS),
                optimizer.get(Optimizer.ROWS_LEARNING_RATE),
                optimizer.get(Optimizer.CLIP_NORM),
                optimizer.get(Optimizer.REGENERATION));
    }

    private static DriftConfig drift(Values drift) {
        return new DriftConfig(drift.get(Drift.DETECTOR), drift.get(Drift.DELTA), drift.get(Drift.REACTION));
    }

    private static BatchConfig batch(Values batch) {
        return new BatchConfig(batch.get(Batch.SIZE), batch.get(Batch.LINGER));
    }
}
