package io.braid.learn.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.ReferenceKernels;
import io.braid.learn.kernel.VectorKernels;
import io.braid.learn.loss.Evaluation;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskTest {
    private static final float[] OUTPUTS = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_VALUE,
        0f
    };

    private static final double[] UNITS = {0, Float.MIN_VALUE, 1, Float.MAX_VALUE};

    /** What {@code task} predicts where all of its outputs but the first are {@code others}. */
    private static float[] predict(Kernels kernels, Task task, float first, float others, double shift, double scale) {
        float[] outputs = new float[task.outputs()];
        Arrays.fill(outputs, others);
        outputs[0] = first;
        float[] label = {Float.NaN};
        float[][] values = Evaluation.of(kernels, task.loss(), new float[][] {outputs}, label, 1f)
                .predictions();
        float[] prediction = new float[task.outputs()];
        task.predict(values[0], 0, 1, shift, scale, prediction, 0);
        return prediction;
    }

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), new VectorKernels());
    }

    static Stream<Arguments> losses() {
        return kernels().flatMap(kernels -> Stream.of(LossType.values()).map(loss -> Arguments.of(kernels, loss)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aPredictionIsFiniteWhateverTheOutputsAre(Kernels kernels, LossType loss) {
        Task task = Task.of(SampleModel.task(loss, 1));

        for (float first : OUTPUTS) {
            for (float others : OUTPUTS) {
                for (double unit : UNITS) {
                    for (float value : predict(kernels, task, first, others, unit, unit)) {
                        assertThat(value).as("%s, %s, %s", first, others, unit).isFinite();
                    }
                    for (float value : predict(kernels, task, first, others, Double.NaN, unit)) {
                        assertThat(value)
                                .as("%s, %s, %s, no shift", first, others, unit)
                                .isFinite();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void probabilitiesAreEvenWhereTheOutputsAreNoNumbers(Kernels kernels) {
        Task binary = Task.of(SampleModel.task(LossType.LOGISTIC, 1));
        Task multiclass = Task.of(SampleModel.task(LossType.CROSS_ENTROPY, 1));

        assertThat(predict(kernels, binary, Float.NaN, 0, 0, 1)).containsExactly(0.5f);
        assertThat(predict(kernels, multiclass, Float.NaN, 1, 0, 1)).containsOnly(1f / 3);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aNumberIsTheMeanWhereTheOutputIsNoneAndTheLargestFloatBeyondIt(Kernels kernels) {
        Task regression = Task.of(SampleModel.task(LossType.MSE, 1));

        assertThat(predict(kernels, regression, Float.NaN, 0, 7, 2)[0]).isCloseTo(7f, within(0f));
        assertThat(predict(kernels, regression, 1e20f, 0, 7, 1e30)).containsExactly(Float.MAX_VALUE);
        assertThat(predict(kernels, regression, 1f, 0, Double.NaN, 2)).containsExactly(0f);
    }
}
