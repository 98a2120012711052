package io.braid.publish;

import io.braid.config.BalancingConfig;
import io.braid.config.BatchConfig;
import io.braid.config.BraidConfig;
import io.braid.config.CheckpointConfig;
import io.braid.config.DriftConfig;
import io.braid.config.EventsConfig;
import io.braid.config.LossType;
import io.braid.config.MetricsConfig;
import io.braid.config.ModelConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import io.braid.config.TaskConfig.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A configuration with one task of each type, in this order: late (binary), band (multiclass), delay (regression). */
final class Configs {
    static final int LATE = 0;
    static final int BAND = 1;
    static final int DELAY = 2;
    static final List<TaskConfig> TASKS = List.of(
            new TaskConfig.Binary("late", "late", Role.MAIN, 1, LossType.LOGISTIC),
            new TaskConfig.Multiclass(
                    "band", "band", Role.MAIN, 1, LossType.CROSS_ENTROPY, List.of("early", "pünktlich", "late")),
            new TaskConfig.Regression("delay", "delay", Role.MAIN, 1, LossType.MSE));

    private Configs() {}

    static BraidConfig flights(Map<String, String> registry) {
        return new BraidConfig(
                "flights",
                Map.of(),
                registry,
                new EventsConfig("flights.events", null, null, null),
                List.of(),
                TASKS,
                new ModelConfig(ModelConfig.EncoderType.SHARED_BOTTOM, List.of(8), false),
                new OptimizerConfig(OptimizerConfig.Type.ADAM, 0.01, OptimizerConfig.Type.ADAGRAD, 0.01, 1),
                new BalancingConfig(BalancingConfig.Type.FIXED, BalancingConfig.Surgery.NONE),
                new BatchConfig(64, Duration.ofMillis(20)),
                new CheckpointConfig(Duration.ofSeconds(5), 16_000_000),
                new MetricsConfig(1000, 16),
                new DriftConfig(DriftConfig.Detector.ADWIN, 0.002, DriftConfig.Reaction.NONE),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                7);
    }
}
