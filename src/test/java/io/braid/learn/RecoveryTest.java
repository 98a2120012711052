package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.faults.FaultTable;
import io.braid.ingest.Event;
import io.braid.metrics.Scores;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream that is disturbed, and then learnt as well as if it had not been: by every optimiser, for every kind of task.
 *
 * <p>Errors are log losses, and for numbers the share of the variance that stays unexplained, which has no unit. They are
 * compared over the last quarter of the stream.
 */
class RecoveryTest {
    private static final int BATCH = 8;

    /** When the disturbance comes; the long form waits longer. */
    private static final int START = FaultTable.times(2_000, 8_000);

    private static final int EVENTS = 8 * START;
    private static final int LAST = 2 * START;

    /** By which factor an error may be larger than without the disturbance. */
    private static final double TOLERANCE = 1.2;

    /** The same for what is slow by its nature: counts, whose gradients vary most, and AdaGrad after very long. */
    private static final double SLOW = 1.6;

    private static final List<FeatureConfig> FEATURES = List.of(
            new FeatureConfig.Numeric("first", "first"),
            new FeatureConfig.Vector("vector", "vector", 2),
            new FeatureConfig.Categorical("category", "category", 3, 30));

    private static final List<TaskConfig> TASKS =
            Stream.of(LossType.values()).map(loss -> SampleModel.task(loss, 1)).toList();

    private static final Map<OptimizerConfig.Type, double[]> UNDISTURBED = new EnumMap<>(OptimizerConfig.Type.class);

    static Stream<Arguments> cases() {
        return Stream.of(OptimizerConfig.Type.values())
                .flatMap(type -> Stream.of(Disturbance.values())
                        .flatMap(disturbance -> IntStream.of(1, 200, START, EVENTS)
                                .filter(length -> length < EVENTS || mayLast(disturbance))
                                .mapToObj(length -> Arguments.of(type, disturbance, length))));
    }

    /** Whether there is something to learn while {@code disturbance} lasts. */
    private static boolean mayLast(Disturbance disturbance) {
        return switch (disturbance) {
            case LARGER_NUMBERS, SMALLER_NUMBERS, LARGER_LABELS, SMALLER_LABELS, FLIPPED_LABELS -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAsGoodAsIfNothingHadHappened(OptimizerConfig.Type type, Disturbance disturbance, int length) {
        double[] undisturbed = UNDISTURBED.computeIfAbsent(type, each -> errors(each, disturbance, START, 0, EVENTS));

        double[] disturbed = errors(type, disturbance, START, length, EVENTS);

        for (int task = 0; task < TASKS.size(); task++) {
            boolean slow = TASKS.get(task).loss() == LossType.POISSON;
            assertThat(disturbed[task])
                    .as(TASKS.get(task).name())
                    .isLessThan((slow ? SLOW : TOLERANCE) * undisturbed[task]);
        }
    }

    @Test
    void aSecondClassAfterAHundredThousandEventsOfOneIsLearnt() {
        OptimizerConfig.Type usual = OptimizerConfig.Type.ADAGRAD;
        int single = 100_000;

        double[] after = errors(usual, Disturbance.CONSTANT_LABELS, 0, single, single + EVENTS);

        double[] alone = errors(usual, Disturbance.CONSTANT_LABELS, 0, 0, EVENTS);
        for (int task = 0; task < TASKS.size(); task++) {
            assertThat(after[task]).as(TASKS.get(task).name()).isLessThan(SLOW * alone[task]);
        }
    }

    /** The errors per task at the end of {@code events} events, of which {@code length} from {@code start} on are disturbed. */
    private static double[] errors(
            OptimizerConfig.Type type, Disturbance disturbance, int start, int length, int events) {
        Trial trial = new Trial(SampleModel.small()
                .with(FEATURES)
                .withTasks(TASKS)
                .withLayers(List.of(16, 8), true)
                .with(optimizer(type)));
        SampleEvents stream = new SampleEvents(trial.config, FaultTable.seed());
        List<Scores> scores = TASKS.stream().map(Scores::of).toList();
        for (int at = 0; at < events; at += BATCH) {
            int first = at;
            List<Event> next = IntStream.range(0, BATCH)
                    .mapToObj(i -> first + i >= start && first + i < start + length
                            ? disturbance.of(stream.next(), TASKS)
                            : stream.next())
                    .toList();
            Batch batch = trial.batch(next);
            Predictions predictions = trial.learner.predictions(BATCH);
            trial.learner.step(batch, predictions);
            for (int example = 0; example < BATCH; example++) {
                for (int task = 0; task < TASKS.size(); task++) {
                    float[] prediction = predictions.of(example, task);
                    Numbers.assertFinite(prediction);
                    if (at >= events - LAST) {
                        scores.get(task).add(batch.label(example, task), prediction);
                    }
                }
            }
        }
        Numbers.assertFinite(trial.numbers());
        return scores.stream().mapToDouble(RecoveryTest::error).toArray();
    }

    private static double error(Scores scores) {
        Double logLoss = scores.values().get("log_loss");
        return logLoss != null ? logLoss : 1 - scores.values().getOrDefault("r2", Double.NaN);
    }

    private static OptimizerConfig optimizer(OptimizerConfig.Type type) {
        double rate = switch (type) {
            case ADAM -> 0.003;
            case ADAGRAD -> 0.02;
            case SGD -> 0.01;
            case FTRL -> 0.1;
        };
        return new OptimizerConfig(type, rate, OptimizerConfig.Type.ADAGRAD, 0.2, 10);
    }
}
