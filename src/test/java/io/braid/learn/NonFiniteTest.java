package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch whose loss or gradient is not finite never reaches a weight. */
class NonFiniteTest {
    private static final SampleModel MODEL = SampleModel.small().withLayers(List.of(7, 4), true);

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f, -3e38f})
    void skipsTheBatchAndGoesOnAsIfItHadNeverCome(float poison) {
        Trial poisoned = trained(MODEL);
        Trial healthy = trained(MODEL);
        SampleEvents events = new SampleEvents(poisoned.config, 2);
        Batch bad = poisoned.batch(events.take(16));
        bad.values()[3 * poisoned.shape().values()] = poison;
        float[][] before = poisoned.numbers();

        boolean moved = poisoned.step(bad);

        assertThat(moved).isFalse();
        assertThat(poisoned.numbers()).isDeepEqualTo(before);
        assertThat(poisoned.learner.skipped()).isEqualTo(1);
        assertThat(poisoned.learner.version()).isEqualTo(healthy.learner.version());
        for (int i = 0; i < 20; i++) {
            Batch good = poisoned.batch(events.take(16));
            assertThat(poisoned.step(good)).isTrue();
            assertThat(healthy.step(good)).isTrue();
        }
        assertThat(poisoned.numbers()).isDeepEqualTo(healthy.numbers());
        assertThat(poisoned.learner.skipped()).isEqualTo(1);
    }

    @Test
    void aBadExampleInALaterChunkSkipsTheWholeBatch() {
        Trial trial = trained(MODEL);
        Batch bad = trial.batch(new SampleEvents(trial.config, 3).take(150));
        bad.values()[140 * trial.shape().values()] = Float.NaN;
        float[][] before = trial.numbers();

        assertThat(trial.step(bad)).isFalse();

        assertThat(trial.numbers()).isDeepEqualTo(before);
        assertThat(trial.learner.skipped()).isEqualTo(1);
    }

    @Test
    void predictionsForTheGoodExamplesOfABadBatchAreThoseOfAGoodOne() {
        Trial trial = trained(MODEL);
        SampleEvents events = new SampleEvents(trial.config, 4);
        Batch batch = trial.batch(events.take(16));
        Predictions expected = trial.predict(batch);
        batch.values()[5 * trial.shape().values()] = Float.NaN;
        Predictions predictions = trial.learner.predictions(16);

        trial.learner.step(batch, predictions);

        for (int example = 0; example < 16; example++) {
            for (int task = 0; task < 3 && example != 5; task++) {
                assertThat(predictions.of(example, task)).containsExactly(expected.of(example, task));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWeightIsEverNonFiniteUnderExtremeInputs(OptimizerConfig.Type type) {
        Trial trial = new Trial(MODEL.withOptimizer(type, 0.05));
        SampleEvents events = new SampleEvents(trial.config, 5);
        for (int i = 0; i < 200; i++) {
            Batch batch = trial.batch(events.take(16));
            batch.values()[i % 16 * trial.shape().values()] = (float) Math.pow(10, i % 39);
            trial.step(batch);
        }

        for (float[] block : trial.numbers()) {
            for (float number : block) {
                assertThat(number).isFinite();
            }
        }
    }

    private static Trial trained(SampleModel model) {
        Trial trial = new Trial(model);
        SampleEvents events = new SampleEvents(trial.config, 1);
        for (int i = 0; i < 20; i++) {
            trial.step(trial.batch(events.take(16)));
        }
        return trial;
    }
}
