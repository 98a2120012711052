package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BalancingConfig;
import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal seeds and batches give equal bits; how a batch is cut into chunks changes rounding alone. */
class DeterminismTest {
    private static final int TASKS = SampleModel.EVERY_TASK.size();

    private static String digest(SampleModel model, long eventSeed) {
        Trial trial = new Trial(model);
        SampleEvents events = new SampleEvents(trial.config, eventSeed, 0.1, 0.3);
        for (int i = 0; i < 40; i++) {
            trial.step(trial.batch(events.take(16)));
        }
        return WeightsDigest.of(trial.learner);
    }

    @Test
    void theSameSeedAndBatchesGiveTheSameDigest() {
        assertThat(digest(SampleModel.small(), 1)).isEqualTo(digest(SampleModel.small(), 1));
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedAndBatchesGiveTheSameDigestWhateverWeighsTheLosses(BalancingConfig.Type type) {
        SampleModel model = SampleModel.small().with(new BalancingConfig(type, BalancingConfig.Surgery.NONE));

        String digest = digest(model, 1);

        assertThat(digest).isEqualTo(digest(model, 1));
        assertThat(digest.equals(digest(SampleModel.small(), 1))).isEqualTo(type == BalancingConfig.Type.FIXED);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedAndBatchesGiveTheSameDigestWhateverCombinesTheGradients(BalancingConfig.Surgery surgery) {
        SampleModel model = SampleModel.small().with(new BalancingConfig(BalancingConfig.Type.FIXED, surgery));

        String digest = digest(model, 1);

        assertThat(digest).isEqualTo(digest(model, 1));
        assertThat(digest.equals(digest(SampleModel.small(), 1))).isEqualTo(surgery == BalancingConfig.Surgery.NONE);
    }

    @Test
    void anotherSeedOrOtherBatchesGiveAnotherDigest() {
        String digest = digest(SampleModel.small(), 1);

        assertThat(digest(SampleModel.small().withSeed(8), 1)).isNotEqualTo(digest);
        assertThat(digest(SampleModel.small(), 2)).isNotEqualTo(digest);
    }

    @Test
    void resetGoesBackToTheInitialWeights() {
        Trial trial = new Trial(SampleModel.small());
        String initial = WeightsDigest.of(trial.learner);
        trial.step(trial.batch(new SampleEvents(trial.config, 3).take(16)));
        assertThat(WeightsDigest.of(trial.learner)).isNotEqualTo(initial);

        trial.learner.reset();

        assertThat(WeightsDigest.of(trial.learner)).isEqualTo(initial);
        assertThat(trial.learner.version()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 200})
    void predictsTheSameInAStepAndAlone(int size) {
        Trial trial = new Trial(SampleModel.small().withLayers(List.of(7, 4), true));
        SampleEvents events = new SampleEvents(trial.config, 4, 0.1, 0);
        for (int i = 0; i < 30; i++) {
            trial.step(trial.batch(events.take(16)));
        }
        Batch batch = trial.batch(events.take(size));
        float[] alone = Trial.values(trial.predict(batch), size, TASKS);
        Predictions inStep = trial.learner.predictions(size);

        assertThat(trial.learner.step(batch, inStep)).isTrue();

        assertThat(Trial.values(inStep, size, TASKS)).containsExactly(alone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 64, 199})
    void predictsTheSameFromALaterExampleOn(int from) {
        int size = 200;
        Trial trial = new Trial(SampleModel.small());
        SampleEvents events = new SampleEvents(trial.config, 5, 0.1, 0);
        for (int i = 0; i < 30; i++) {
            trial.step(trial.batch(events.take(16)));
        }
        Batch batch = trial.batch(events.take(size));
        Predictions whole = trial.predict(batch);
        Predictions rest = trial.learner.predictions(size);

        trial.learner.predict(batch, from, rest);

        for (int example = from; example < size; example++) {
            for (int task = 0; task < TASKS; task++) {
                float[] expected = whole.of(example, task);
                float[] predicted = rest.of(example, task);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(predicted[i])
                            .as("example %d, task %d", example, task)
                            .isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, false", "64, true", "65, true", "65, false", "200, true", "200, false"})
    void agreesWithPlainArithmeticHoweverTheBatchIsCut(int size, boolean skip) {
        Trial trial = new Trial(SampleModel.small()
                .with(SampleModel.WITHOUT_TEXT)
                .withLayers(List.of(7, 4), skip)
                .withOptimizer(OptimizerConfig.Type.SGD, 1));
        SampleEvents events = new SampleEvents(trial.config, 6, 0.2, 0.2);
        trial.batch(events.take(50));
        Batch batch = trial.batch(events.take(size));
        trial.randomise(7, 0.5);
        PlainModel plain = new PlainModel(trial);
        float[][] before = trial.weights().stream().map(Trial::floats).toArray(float[][]::new);
        Predictions predictions = trial.learner.predictions(size);

        assertThat(trial.learner.step(batch, predictions)).isTrue();

        for (int example = 0; example < size; example++) {
            float[] expected = plain.predict(batch, example);
            int at = 0;
            for (int task = 0; task < TASKS; task++) {
                for (float value : predictions.of(example, task)) {
                    float reference = expected[at++];
                    assertThat(value)
                            .as("example %d, task %d", example, task)
                            .isCloseTo(reference, within(1e-5f * Math.max(1, Math.abs(reference))));
                }
            }
        }
        double[][] gradient = plain.gradient(batch);
        for (int part = 0; part < before.length; part++) {
            float[] after = Trial.floats(trial.weights().get(part));
            for (int i = 0; i < after.length; i++) {
                assertThat((double) before[part][i] - after[i])
                        .as("part %d, weight %d", part, i)
                        .isCloseTo(gradient[part][i], within(2e-6 * Math.max(1, Math.abs(gradient[part][i]))));
            }
        }
    }
}
