package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.ReferenceKernels;
import io.braid.learn.kernel.VectorKernels;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs: the kernels' rounding stays rounding, however long they learn. */
class KernelsAgreeTest {
    private static final int BATCHES = 60;
    private static final int BATCH = 16;

    /** How far apart predictions may be, in parts of their size where that is above 1. */
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> cases() {
        return Stream.of(OptimizerConfig.Type.values())
                .flatMap(type -> Stream.of(LossType.values()).map(loss -> Arguments.of(type, loss)));
    }

    /** A model that has learnt, and what it predicts of the next batch. */
    private record Run(String digest, float[] predictions) {
        static Run of(Kernels kernels, SampleModel model) {
            Trial trial = new Trial(model, kernels);
            SampleEvents events = new SampleEvents(trial.config, 1, 0.1, 0.2);
            for (int i = 0; i < BATCHES; i++) {
                assertThat(trial.step(trial.batch(events.take(BATCH)))).isTrue();
            }
            Batch next = trial.batch(events.take(BATCH));
            float[] predictions = Trial.values(
                    trial.predict(next), BATCH, trial.config.tasks().size());
            return new Run(WeightsDigest.of(trial.learner), predictions);
        }
    }

    private static SampleModel model(OptimizerConfig.Type type, List<TaskConfig> tasks) {
        return SampleModel.small()
                .withTasks(tasks)
                .with(new OptimizerConfig(type, 0.01, OptimizerConfig.Type.ADAGRAD, 0.05, 10));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predictTheSameAfterAWholeRun(OptimizerConfig.Type type, LossType loss) {
        assertAgree(model(type, List.of(SampleModel.task(loss, 1))));
    }

    @ParameterizedTest
    @EnumSource
    void predictTheSameWithoutAnyLayer(OptimizerConfig.Type type) {
        assertAgree(model(type, SampleModel.EVERY_TASK).withLayers(List.of(), false));
    }

    private static void assertAgree(SampleModel model) {
        Run fast = Run.of(new VectorKernels(), model);
        Run reference = Run.of(new ReferenceKernels(), model);
        for (int i = 0; i < reference.predictions().length; i++) {
            float expected = reference.predictions()[i];
            assertThat(fast.predictions()[i])
                    .as("prediction %d", i)
                    .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachEndsInEqualBitsWhenRunTwice(OptimizerConfig.Type type) {
        SampleModel model = model(type, SampleModel.EVERY_TASK);
        for (Kernels kernels : new Kernels[] {new VectorKernels(), new ReferenceKernels()}) {
            Run once = Run.of(kernels, model);

            Run again = Run.of(kernels, model);

            assertThat(again.digest()).as(kernels.description()).isEqualTo(once.digest());
            assertThat(again.predictions()).containsExactly(once.predictions());
        }
    }
}
