package io.braid.learn.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    private static float[] predict(Task task, float first, float others, double shift, double scale) {
        float[] outputs = new float[task.outputs()];
        Arrays.fill(outputs, others);
        outputs[0] = first;
        float[] prediction = new float[task.outputs()];
        task.predict(outputs, 0, 1, shift, scale, prediction, 0);
        return prediction;
    }

    @ParameterizedTest
    @EnumSource
    void aPredictionIsFiniteWhateverTheOutputsAre(LossType loss) {
        Task task = Task.of(SampleModel.task(loss, 1));

        for (float first : OUTPUTS) {
            for (float others : OUTPUTS) {
                for (double unit : UNITS) {
                    for (float value : predict(task, first, others, unit, unit)) {
                        assertThat(value).as("%s, %s, %s", first, others, unit).isFinite();
                    }
                    for (float value : predict(task, first, others, Double.NaN, unit)) {
                        assertThat(value)
                                .as("%s, %s, %s, no shift", first, others, unit)
                                .isFinite();
                    }
                }
            }
        }
    }

    @Test
    void probabilitiesAreEvenWhereTheOutputsAreNoNumbers() {
        Task binary = Task.of(SampleModel.task(LossType.LOGISTIC, 1));
        Task multiclass = Task.of(SampleModel.task(LossType.CROSS_ENTROPY, 1));

        assertThat(predict(binary, Float.NaN, 0, 0, 1)).containsExactly(0.5f);
        assertThat(predict(multiclass, Float.NaN, 1, 0, 1)).containsOnly(1f / 3);
    }

    @Test
    void aNumberIsTheMeanWhereTheOutputIsNoneAndTheLargestFloatBeyondIt() {
        Task regression = Task.of(SampleModel.task(LossType.MSE, 1));

        assertThat(predict(regression, Float.NaN, 0, 7, 2)[0]).isCloseTo(7f, within(0f));
        assertThat(predict(regression, 1e20f, 0, 7, 1e30)).containsExactly(Float.MAX_VALUE);
        assertThat(predict(regression, 1f, 0, Double.NaN, 2)).containsExactly(0f);
    }
}
