package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reaction to drift starts anew, it starts anew entirely, and it leaves the rest alone. */
class StartingAnewTest {
    private static final int TASK = SampleModel.MULTICLASS;
    private static final int OTHER = SampleModel.BINARY;

    private static Trial learnt(OptimizerConfig.Type type) {
        Trial trial = new Trial(SampleModel.small().withOptimizer(type, 0.01));
        SampleEvents events = new SampleEvents(trial.config, 1, 0.1, 0);
        for (int i = 0; i < 50; i++) {
            trial.step(trial.batch(events.take(8)));
        }
        return trial;
    }

    /** What the encoder, 0, or a task's head, from 1 on, has in each block of the dense part: the weights, then the optimiser's state. */
    private static float[][] segment(Trial trial, int segment) {
        Layout layout = Layout.of(trial);
        int from = segment == 0 ? 0 : layout.headOffset(segment - 1, 0);
        int length = segment == 0 ? layout.layerOffset(layout.layers().size()) : layout.headLength(segment - 1);
        return trial.learner.groups().get(0).blocks().stream()
                .map(block -> Arrays.copyOfRange(Trial.floats(block), from, from + length))
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @EnumSource
    void aRestartMovesNoWeightAndTouchesNoOtherHead(OptimizerConfig.Type type) {
        Trial trial = learnt(type);
        float[][] encoder = segment(trial, 0);
        float[][] head = segment(trial, TASK + 1);
        float[][] other = segment(trial, OTHER + 1);

        trial.learner.restart(TASK);

        assertThat(segment(trial, 0)[0]).isEqualTo(encoder[0]);
        assertThat(segment(trial, TASK + 1)[0]).isEqualTo(head[0]);
        assertThat(segment(trial, TASK + 1)[1]).isNotEqualTo(head[1]);
        assertThat(segment(trial, OTHER + 1)).isDeepEqualTo(other);
        long[] steps = steps(trial);
        assertThat(steps[0]).isZero();
        assertThat(steps[TASK + 1]).isZero();
        assertThat(steps[OTHER + 1]).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void aHeadThatWasResetIsAsInANewModelAndAllElseStays(OptimizerConfig.Type type) {
        Trial trial = learnt(type);
        Trial fresh = new Trial(SampleModel.small().withOptimizer(type, 0.01));
        float[][] encoder = segment(trial, 0);
        float[][] other = segment(trial, OTHER + 1);

        trial.learner.resetHead(TASK);

        assertThat(segment(trial, TASK + 1)).isDeepEqualTo(segment(fresh, TASK + 1));
        assertThat(segment(trial, 0)).isDeepEqualTo(encoder);
        assertThat(segment(trial, OTHER + 1)).isDeepEqualTo(other);
        long[] steps = steps(trial);
        assertThat(steps[0]).isEqualTo(50);
        assertThat(steps[TASK + 1]).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void bothLearnOnAfterwards(OptimizerConfig.Type type) {
        Trial trial = learnt(type);
        trial.learner.resetHead(TASK);
        trial.learner.restart(TASK);
        float[][] head = segment(trial, TASK + 1);
        Batch batch = trial.batch(new SampleEvents(trial.config, 2).take(8));

        boolean moved = trial.step(batch);

        assertThat(moved).isTrue();
        assertThat(segment(trial, TASK + 1)[0]).isNotEqualTo(head[0]);
    }

    /** Updates of the encoder, then of each head. */
    private static long[] steps(Trial trial) {
        long[] counters = trial.counters();
        return Arrays.copyOfRange(counters, 3, counters.length);
    }
}
