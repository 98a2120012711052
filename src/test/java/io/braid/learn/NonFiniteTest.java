package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.faults.FaultTable;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch whose loss, gradient or step is not finite never reaches a weight. */
class NonFiniteTest {
    private static final List<Float> POISONS =
            List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f, -3e38f);

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

    /** With a rate so large that a finite gradient makes weights overflow. */
    @ParameterizedTest
    @EnumSource
    void aStepThatWouldOverflowLeavesEveryByteAsItWas(OptimizerConfig.Type type) {
        Trial trial = new Trial(MODEL.withOptimizer(type, 3e38));
        SampleEvents events = new SampleEvents(trial.config, 6);
        int skipped = 0;
        for (int i = 0; i < 50; i++) {
            Batch batch = trial.batch(events.take(16));
            float[][] before = trial.numbers();
            long[] counters = trial.counters();

            boolean moved = trial.step(batch);

            Numbers.assertFinite(trial.numbers());
            if (!moved) {
                skipped++;
                counters[0]++;
                assertThat(trial.numbers()).isDeepEqualTo(before);
                assertThat(trial.counters()).isEqualTo(counters);
            }
        }

        assertThat(trial.learner.skipped()).isEqualTo(skipped).isPositive();
        Numbers.assertFinite(Trial.values(trial.predict(trial.batch(events.take(16))), 16, 3));
    }

    @Test
    void poisonedBatchesLeaveTheModelThatNeverSawThem() {
        SplittableRandom random = new SplittableRandom(FaultTable.seed());
        Trial poisoned = new Trial(MODEL);
        Trial healthy = new Trial(MODEL);
        SampleEvents events = new SampleEvents(poisoned.config, FaultTable.seed());
        int batches = FaultTable.times(400, 20_000);
        int poisons = 0;
        int predicted = 0;
        for (int i = 0; i < batches; i++) {
            Batch batch = poisoned.batch(events.take(16));
            boolean poison = random.nextInt(4) == 0;
            if (poison) {
                batch.values()[random.nextInt(16 * poisoned.shape().values())] =
                        POISONS.get(random.nextInt(POISONS.size()));
                poisons++;
            } else {
                healthy.step(batch);
            }
            Predictions predictions = poisoned.learner.predictions(16);
            poisoned.learner.step(batch, predictions);
            Numbers.assertFinite(Trial.values(predictions, 16, 3));
            predicted += 16;
        }

        long notLearnt = batches - poisons - poisoned.learner.version();
        boolean equal = Arrays.deepEquals(poisoned.numbers(), healthy.numbers())
                && poisoned.learner.version() == healthy.learner.version();
        FaultTable.record(
                "poisoned batch",
                poisons,
                16L * batches,
                Math.max(0, 16 * notLearnt) + 16L * batches - predicted,
                Math.max(0, -16 * notLearnt),
                equal);
        assertThat(notLearnt).isZero();
        assertThat(poisoned.learner.skipped()).isEqualTo(poisons);
        assertThat(equal).isTrue();
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

        Numbers.assertFinite(trial.numbers());
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
