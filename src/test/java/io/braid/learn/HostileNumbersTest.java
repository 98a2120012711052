package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.faults.FaultTable;
import io.braid.ingest.Event;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers from all over the range that a record may hold, in features and labels, at random: nothing is ever infinite or NaN. */
class HostileNumbersTest {
    private static final int BATCHES = 1_000;
    private static final int BATCH = 8;

    private static final double[] HOSTILE = {
        0,
        -0.0,
        1,
        -1,
        1e-9,
        Double.MIN_VALUE,
        Float.MIN_VALUE,
        1e-30,
        1e6,
        -1e6,
        1e30,
        -1e30,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    private static final List<TaskConfig> TASKS =
            Stream.of(LossType.values()).map(loss -> SampleModel.task(loss, 1)).toList();

    private final SplittableRandom random = new SplittableRandom(FaultTable.seed());

    static Stream<Arguments> cases() {
        return Stream.of(OptimizerConfig.Type.values())
                .flatMap(type -> Stream.of(10.0, 1e30).map(clipNorm -> Arguments.of(type, clipNorm)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leaveEveryNumberFinite(OptimizerConfig.Type type, double clipNorm) {
        Trial trial = new Trial(
                SampleModel.small().withTasks(TASKS).with(new OptimizerConfig(type, 0.02, type, 0.2, clipNorm)));
        SampleEvents events = new SampleEvents(trial.config, FaultTable.seed(), 0.1, 0.1);
        for (int i = 0; i < BATCHES; i++) {
            double share = random.nextDouble();
            Batch batch = trial.batch(events.take(BATCH).stream()
                    .map(event -> mutated(event, share))
                    .toList());
            Predictions predictions = trial.learner.predictions(BATCH);

            trial.learner.step(batch, predictions);

            Numbers.assertFinite(Trial.values(predictions, BATCH, TASKS.size()));
            Numbers.assertFinite(batch.values());
            for (float value : batch.values()) {
                assertThat(value).isBetween(-8f, 8f);
            }
        }

        Numbers.assertFinite(trial.numbers());
        assertThat(trial.learner.version() + trial.learner.skipped()).isEqualTo(BATCHES);
    }

    private Event mutated(Event event, double share) {
        double[] labels = event.labels().clone();
        for (int task = 0; task < labels.length; task++) {
            if (TASKS.get(task) instanceof TaskConfig.Regression && !Double.isNaN(labels[task])) {
                double mutated = mutated(labels[task], share);
                labels[task] = TASKS.get(task).loss() == LossType.POISSON ? Math.abs(mutated) : mutated;
            }
        }
        return new Event(
                event.key(),
                event.id(),
                event.timestamp(),
                Arrays.stream(event.numbers())
                        .map(x -> Double.isNaN(x) ? x : mutated(x, share))
                        .toArray(),
                event.texts(),
                Arrays.stream(event.vectors())
                        .map(vector -> mutated(vector, share))
                        .toArray(float[][]::new),
                labels);
    }

    private float @Nullable [] mutated(float @Nullable [] vector, double share) {
        if (vector == null) {
            return null;
        }
        float[] mutated = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            mutated[i] = (float) mutated(vector[i], share);
        }
        return mutated;
    }

    private double mutated(double value, double share) {
        return random.nextDouble() < share ? HOSTILE[random.nextInt(HOSTILE.length)] : value;
    }
}
