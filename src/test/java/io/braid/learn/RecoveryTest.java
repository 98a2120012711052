package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.ingest.Event;
import io.braid.metrics.Scores;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecoveryTest {
    private static final int BATCH = 8;
    private static final int START = 4_000;
    private static final int EVENTS = 24_000;
    private static final int WINDOW = 4_000;
    private static final int LASTING = EVENTS;

    private static final List<FeatureConfig> FEATURES = List.of(
            new FeatureConfig.Numeric("first", "first"),
            new FeatureConfig.Vector("vector", "vector", 2),
            new FeatureConfig.Categorical("category", "category", 3, 30));

    private static final List<TaskConfig> TASKS =
            Stream.of(LossType.values()).map(loss -> SampleModel.task(loss, 1)).toList();

    enum Disturbance {
        NONE(0, x -> x, (task, y) -> y),
        ONE_HUGE_NUMBER(1, x -> 1e30, (task, y) -> y),
        HUGE_NUMBERS(200, x -> Math.copySign(Float.MAX_VALUE, x), (task, y) -> y),
        DENORMAL_NUMBERS(200, x -> Math.copySign(Float.MIN_VALUE, x), (task, y) -> y),
        MISSING_NUMBERS(2_000, x -> Double.NaN, (task, y) -> y),
        CONSTANT_NUMBERS(2_000, x -> 5, (task, y) -> y),
        LARGER_NUMBERS_FOR_A_WHILE(2_000, x -> 1e6 * x, (task, y) -> y),
        LARGER_NUMBERS(LASTING, x -> 1e6 * x, (task, y) -> y),
        SMALLER_NUMBERS(LASTING, x -> 1e-6 * x, (task, y) -> y),
        ONE_WILD_LABEL(1, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 1e30 : y),
        WILD_LABELS(200, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 1e30 : y),
        LARGER_LABELS(LASTING, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 1e6 * y : y),
        SMALLER_LABELS(LASTING, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 1e-6 * y : y),
        LARGER_LABELS_FOR_A_WHILE(2_000, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 1e6 * y : y),
        SINGLE_CLASS(4_000, x -> x, (task, y) -> task instanceof TaskConfig.Regression ? 40 : 0),
        FLIPPED(LASTING, x -> x, RecoveryTest::flipped);

        final int length;
        final DoubleUnaryOperator number;
        final Label label;

        Disturbance(int length, DoubleUnaryOperator number, Label label) {
            this.length = length;
            this.number = number;
            this.label = label;
        }
    }

    interface Label {
        double of(TaskConfig task, double label);
    }

    private static double flipped(TaskConfig task, double label) {
        if (task instanceof TaskConfig.Binary) {
            return 1 - label;
        }
        if (task instanceof TaskConfig.Multiclass multiclass) {
            return multiclass.classes().size() - 1 - label;
        }
        return task.loss() == LossType.POISSON ? 9 - label : 80 - label;
    }

    static Event disturbed(Event event, Disturbance disturbance) {
        float[][] vectors = event.vectors().clone();
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i] != null) {
                float[] changed = vectors[i].clone();
                for (int k = 0; k < changed.length; k++) {
                    changed[k] = (float) disturbance.number.applyAsDouble(changed[k]);
                }
                vectors[i] = Float.isNaN(changed[0]) ? null : changed;
            }
        }
        double[] labels = event.labels().clone();
        for (int task = 0; task < labels.length; task++) {
            labels[task] = disturbance.label.of(TASKS.get(task), labels[task]);
        }
        return new Event(
                event.key(),
                event.id(),
                event.timestamp(),
                Arrays.stream(event.numbers()).map(x -> Double.isNaN(x) ? x : disturbance.number.applyAsDouble(x)).toArray(),
                event.texts(),
                vectors,
                labels);
    }

    static Stream<Arguments> cases() {
        return Stream.of(OptimizerConfig.Type.values())
                .flatMap(type -> Stream.of(Disturbance.values()).map(d -> Arguments.of(type, d)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recovers(OptimizerConfig.Type type, Disturbance disturbance) {
        double rate = switch (type) {
            case ADAM -> 0.003;
            case ADAGRAD -> 0.02;
            case SGD -> 0.01;
            case FTRL -> 0.1;
        };
        Trial trial = new Trial(SampleModel.small()
                .with(FEATURES)
                .withTasks(TASKS)
                .withLayers(List.of(16, 8), true)
                .with(new OptimizerConfig(type, rate, type == OptimizerConfig.Type.ADAM ? OptimizerConfig.Type.ADAGRAD : type, 0.2, 10)));
        SampleEvents events = new SampleEvents(trial.config, 1);
        List<Scores> scores = TASKS.stream().map(Scores::of).toList();
        int nonFinite = 0;
        for (int at = 0; at < EVENTS; at += BATCH) {
            List<Event> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Event event = events.next();
                boolean hit = at + i >= START && at + i < START + disturbance.length;
                batch.add(hit ? disturbed(event, disturbance) : event);
            }
            Batch encoded = trial.batch(batch);
            Predictions predictions = trial.learner.predictions(BATCH);
            trial.learner.step(encoded, predictions);
            for (int i = 0; i < BATCH; i++) {
                for (int task = 0; task < TASKS.size(); task++) {
                    float[] p = predictions.of(i, task);
                    for (float v : p) {
                        if (!Float.isFinite(v)) nonFinite++;
                    }
                    if (at >= EVENTS - WINDOW) {
                        scores.get(task).add(encoded.label(i, task), p);
                    }
                }
            }
        }
        StringBuilder line = new StringBuilder(String.format("%-8s %-28s skipped %4d nonfinite %4d", type, disturbance, trial.learner.skipped(), nonFinite));
        for (int task = 0; task < TASKS.size(); task++) {
            Map<String, Double> v = scores.get(task).values();
            line.append(String.format("  %.3f", v.containsKey("log_loss") ? v.get("log_loss") : 1 - v.getOrDefault("r2", Double.NaN)));
        }
        boolean finite = true;
        for (float[] block : trial.numbers()) for (float x : block) finite &= Float.isFinite(x);
        System.out.println(line + (finite ? "" : " NONFINITE STATE"));
        assertThat(finite).isTrue();
    }
}
