package io.braid.ingest;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds configurations for the tests of this package, a field at a time. */
final class Configs {
    private final List<FeatureConfig> features = new ArrayList<>();
    private final List<TaskConfig> tasks = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String timestamp;
    private @Nullable Path schema;

    Configs id(String field) {
        id = field;
        return this;
    }

    Configs timestamp(String field) {
        timestamp = field;
        return this;
    }

    Configs schema(Path file) {
        schema = file;
        return this;
    }

    Configs numeric(String field) {
        features.add(new FeatureConfig.Numeric(field, field));
        return this;
    }

    Configs categorical(String field) {
        features.add(new FeatureConfig.Categorical(field, field, 8, 1024));
        return this;
    }

    Configs text(String field) {
        features.add(new FeatureConfig.Text(field, field, 8, 1024, 2));
        return this;
    }

    Configs vector(String field, int size) {
        features.add(new FeatureConfig.Vector(field, field, size));
        return this;
    }

    Configs binary(String field) {
        tasks.add(new TaskConfig.Binary(field, field, TaskConfig.Role.MAIN, 1, LossType.LOGISTIC));
        return this;
    }

    Configs multiclass(String field, String... classes) {
        tasks.add(new TaskConfig.Multiclass(
                field, field, TaskConfig.Role.MAIN, 1, LossType.CROSS_ENTROPY, List.of(classes)));
        return this;
    }

    Configs regression(String field) {
        return regression(field, LossType.MSE);
    }

    Configs regression(String field, LossType loss) {
        tasks.add(new TaskConfig.Regression(field, field, TaskConfig.Role.MAIN, 1, loss));
        return this;
    }

    BraidConfig build() {
        return new BraidConfig(
                "test-app",
                Map.of(),
                Map.of(),
                new EventsConfig("test.events", id, timestamp, schema),
                features,
                tasks,
                new ModelConfig(ModelConfig.EncoderType.SHARED_BOTTOM, List.of(8), true),
                new OptimizerConfig(OptimizerConfig.Type.ADAM, 0.003, OptimizerConfig.Type.ADAGRAD, 0.05, 1),
                new BalancingConfig(BalancingConfig.Type.FIXED, BalancingConfig.Surgery.NONE),
                new BatchConfig(64, Duration.ofMillis(20)),
                new CheckpointConfig(Duration.ofSeconds(5), 16_000_000),
                new MetricsConfig(1000, 16),
                new DriftConfig(DriftConfig.Detector.ADWIN, 0.002, DriftConfig.Reaction.NONE),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                7);
    }
}
