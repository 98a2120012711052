package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BalancingConfig;
import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.ingest.Event;
import io.braid.learn.kernel.Block;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An absent label moves nothing of its head: no weight, no optimiser state, no counter, no unit. */
class MaskTest {
    private static final int MASKED = SampleModel.REGRESSION;
    private static final int LABELLED = SampleModel.BINARY;

    @ParameterizedTest
    @EnumSource
    void aHeadWithoutLabelsKeepsItsBytesWhileTheOthersLearn(OptimizerConfig.Type type) {
        Trial trial = new Trial(SampleModel.small().withOptimizer(type, 0.01));
        SampleEvents events = new SampleEvents(trial.config, 1, 0.1, 0);
        for (int i = 0; i < 50; i++) {
            trial.step(trial.batch(events.take(8)));
        }
        float[][] masked = head(trial, MASKED);
        float[][] labelled = head(trial, LABELLED);
        long updates = updates(trial, MASKED);
        double shift = nextShift(trial, events);

        for (int i = 0; i < 1_000; i++) {
            assertThat(trial.step(trial.batch(without(events.take(8), MASKED)))).isTrue();
        }

        assertThat(head(trial, MASKED)).isDeepEqualTo(masked);
        assertThat(updates(trial, MASKED)).isEqualTo(updates);
        assertThat(nextShift(trial, events)).isEqualTo(shift);
        assertThat(head(trial, LABELLED)[0]).isNotEqualTo(labelled[0]);
        assertThat(updates(trial, LABELLED)).isEqualTo(1_050);
    }

    @Test
    void aBatchWithoutAnyLabelMovesNothing() {
        Trial trial = new Trial(SampleModel.small().withOptimizer(OptimizerConfig.Type.ADAM, 0.01));
        SampleEvents events = new SampleEvents(trial.config, 2);
        for (int i = 0; i < 20; i++) {
            trial.step(trial.batch(events.take(8)));
        }
        String digest = WeightsDigest.of(trial.learner);

        boolean moved = trial.step(trial.batch(without(events.take(8), 0, 1, 2)));

        assertThat(moved).isFalse();
        assertThat(WeightsDigest.of(trial.learner)).isEqualTo(digest);
        assertThat(trial.learner.version()).isEqualTo(20);
        assertThat(trial.learner.loss()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBatchWithoutAnyLabelLeavesNoTraceInTheNext(OptimizerConfig.Type type) {
        Trial interrupted = new Trial(SampleModel.small().withOptimizer(type, 0.01));
        Trial plain = new Trial(SampleModel.small().withOptimizer(type, 0.01));
        SampleEvents events = new SampleEvents(plain.config, 5);
        for (int i = 0; i < 20; i++) {
            Batch batch = plain.batch(events.take(8));
            plain.step(batch);
            interrupted.step(batch);
            interrupted.step(plain.batch(without(events.take(8), 0, 1, 2)));
        }

        assertThat(WeightsDigest.of(interrupted.learner)).isEqualTo(WeightsDigest.of(plain.learner));
    }

    @Test
    void aLaterLabelStartsItsHeadAsIfFresh() {
        double rate = 0.01;
        Trial trial = new Trial(SampleModel.small().withOptimizer(OptimizerConfig.Type.ADAM, rate));
        SampleEvents events = new SampleEvents(trial.config, 3);
        for (int i = 0; i < 100; i++) {
            trial.step(trial.batch(without(events.take(8), SampleModel.MULTICLASS)));
        }
        assertThat(head(trial, SampleModel.MULTICLASS)[0]).containsOnly(0f);

        trial.step(trial.batch(events.take(8)));

        assertThat(updates(trial, SampleModel.MULTICLASS)).isEqualTo(1);
        float largest = 0f;
        for (float weight : head(trial, SampleModel.MULTICLASS)[0]) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertThat((double) largest)
                .as("Adam's first step is its learning rate, a late one of a fresh parameter would be longer")
                .isCloseTo(rate, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource
    void aHeadWithoutLabelsKeepsItsBytesWhateverWeighsTheLosses(BalancingConfig.Type type) {
        keepsItsBytes(new BalancingConfig(type, BalancingConfig.Surgery.NONE));
    }

    @ParameterizedTest
    @EnumSource
    void aHeadWithoutLabelsKeepsItsBytesWhateverCombinesTheGradients(BalancingConfig.Surgery surgery) {
        keepsItsBytes(new BalancingConfig(BalancingConfig.Type.FIXED, surgery));
    }

    private static void keepsItsBytes(BalancingConfig balancing) {
        Trial trial = new Trial(SampleModel.small().with(balancing));
        SampleEvents events = new SampleEvents(trial.config, 5, 0.1, 0.3);
        for (int i = 0; i < 50; i++) {
            trial.step(trial.batch(events.take(8)));
        }
        float[][] masked = head(trial, MASKED);
        float[][] labelled = head(trial, LABELLED);

        for (int i = 0; i < 100; i++) {
            assertThat(trial.step(trial.batch(without(events.take(8), MASKED)))).isTrue();
        }

        assertThat(head(trial, MASKED)).isDeepEqualTo(masked);
        assertThat(Arrays.deepEquals(head(trial, LABELLED), labelled)).isFalse();
    }

    @Test
    void anUnlabelledExampleAddsNothingToItsTask() {
        SampleModel model = SampleModel.small().withOptimizer(OptimizerConfig.Type.SGD, 0.1);
        Trial whole = new Trial(model);
        Trial half = new Trial(model);
        SampleEvents events = new SampleEvents(whole.config, 4);
        List<Event> labelled = events.take(8);
        List<Event> unlabelled = without(events.take(8), 0, 1, 2);
        Batch alone = half.batch(labelled);
        Batch together = whole.batch(concatenated(labelled, unlabelled));

        half.step(alone);
        whole.step(together);

        float[] once = Trial.floats(half.weights().get(0));
        float[] diluted = Trial.floats(whole.weights().get(0));
        int offset = Layout.of(whole).headOffset(LABELLED, 0);
        for (int i = offset; i < offset + Layout.of(whole).headLength(LABELLED); i++) {
            assertThat(diluted[i]).isCloseTo(once[i] / 2, within(1e-6f));
        }
    }

    private static List<Event> concatenated(List<Event> first, List<Event> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The mean of the labels that the next example is predicted with. */
    private static double nextShift(Trial trial, SampleEvents events) {
        return trial.batch(without(events.take(1), MASKED)).shift(0, MASKED);
    }

    private static List<Event> without(List<Event> events, int... tasks) {
        return events.stream()
                .map(event -> {
                    double[] labels = event.labels().clone();
                    for (int task : tasks) {
                        labels[task] = Double.NaN;
                    }
                    return new Event(
                            event.key(),
                            event.id(),
                            event.timestamp(),
                            event.numbers(),
                            event.texts(),
                            event.vectors(),
                            labels);
                })
                .toList();
    }

    /** The weights of a head, then its optimiser's state. */
    private static float[][] head(Trial trial, int task) {
        Layout layout = Layout.of(trial);
        int from = layout.headOffset(task, 0);
        int parts = trial.shape().tables().size() + 1;
        List<Block> dense =
                trial.learner.blocks().subList(0, trial.learner.blocks().size() / parts);
        return dense.stream()
                .map(block -> Arrays.copyOfRange(Trial.floats(block), from, from + layout.headLength(task)))
                .toArray(float[][]::new);
    }

    private static long updates(Trial trial, int task) {
        return trial.counters()[4 + task];
    }
}
