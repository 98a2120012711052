package io.braid.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One Braid application: which topic it reads, which fields are features, which are labels, and how the model learns.
 *
 * <p>A value of this type is valid: {@link ConfigLoader} reports every problem of a file before it builds one.
 *
 * @param app the application's name: Kafka Streams' application id and the prefix of every topic that Braid writes
 * @param kafka settings handed to Kafka's clients and to Kafka Streams as they are
 * @param registry {@code schema.registry.url} and Confluent's other client settings, as they are
 * @param seed the seed of the initial weights
 */
public record BraidConfig(
        String app,
        Map<String, String> kafka,
        Map<String, String> registry,
        EventsConfig events,
        List<FeatureConfig> features,
        List<TaskConfig> tasks,
        ModelConfig model,
        OptimizerConfig optimizer,
        BalancingConfig balancing,
        BatchConfig batch,
        CheckpointConfig checkpoint,
        MetricsConfig metrics,
        DriftConfig drift,
        PredictionsConfig predictions,
        long seed) {

    public BraidConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        features = List.copyOf(features);
        tasks = List.copyOf(tasks);
    }

    /** The same application with other ways to reach Kafka and the registry. */
    public BraidConfig withConnections(Map<String, String> kafka, Map<String, String> registry) {
        return with(kafka, registry, features, predictions);
    }

    /** The same application with other features. */
    public BraidConfig withFeatures(List<FeatureConfig> features) {
        return with(kafka, registry, features, predictions);
    }

    /** The same application that publishes its predictions in another way. */
    public BraidConfig withPredictions(PredictionsConfig predictions) {
        return with(kafka, registry, features, predictions);
    }

    private BraidConfig with(
            Map<String, String> kafka,
            Map<String, String> registry,
            List<FeatureConfig> features,
            PredictionsConfig predictions) {
        return new BraidConfig(
                app,
                kafka,
                registry,
                events,
                features,
                tasks,
                model,
                optimizer,
                balancing,
                batch,
                checkpoint,
                metrics,
                drift,
                predictions,
                seed);
    }

    /** The topic of the predictions of {@code task}. */
    public String predictionsTopic(TaskConfig task) {
        return predictionsTopic(app, task.name());
    }

    /** The topic of the predictions of all tasks together. */
    public String combinedPredictionsTopic() {
        return combinedPredictionsTopic(app);
    }

    /** The topics that predictions are written to. */
    public List<String> predictionsTopics() {
        Stream<String> perTask = predictions.perTask() ? tasks.stream().map(this::predictionsTopic) : Stream.of();
        Stream<String> combined = predictions.combined() ? Stream.of(combinedPredictionsTopic()) : Stream.of();
        return Stream.concat(perTask, combined).toList();
    }

    /** The topic of the windowed scores. */
    public String metricsTopic() {
        return metricsTopic(app);
    }

    /** The dead-letter topic. */
    public String rejectsTopic() {
        return rejectsTopic(app);
    }

    static String combinedPredictionsTopic(String app) {
        return app + ".predictions";
    }

    static String predictionsTopic(String app, String task) {
        return app + ".predictions." + task;
    }

    static String metricsTopic(String app) {
        return app + ".metrics";
    }

    static String rejectsTopic(String app) {
        return app + ".rejects";
    }

    /** The name alone: what goes to Kafka and to the registry may hold passwords, and this text may go to a log. */
    @Override
    public String toString() {
        return "BraidConfig[" + app + "]";
    }
}
