package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.sample.SampleModel;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetScaleTest {
    private static TargetScale seen(LossType loss) {
        SplittableRandom random = new SplittableRandom(1);
        TargetScale scale = new TargetScale(SampleModel.task(loss, 1));
        for (int i = 0; i < 10_000; i++) {
            scale.add(10 + 2 * random.nextGaussian());
        }
        return scale;
    }

    @ParameterizedTest
    @EnumSource(names = {"MSE", "HUBER", "POISSON"})
    void aWildLabelHardlyMovesTheUnit(LossType loss) {
        TargetScale scale = seen(loss);
        double shift = scale.shift();
        double before = scale.scale();

        scale.add(Float.MAX_VALUE);

        assertThat(scale.shift()).isCloseTo(shift, within(0.02));
        assertThat(scale.scale()).isCloseTo(before, within(0.2 * before));
    }

    @ParameterizedTest
    @EnumSource(names = {"MSE", "HUBER", "POISSON"})
    void aWildLabelIsLearntAsSixtyFourDeviations(LossType loss) {
        TargetScale scale = seen(loss);
        double mean = loss == LossType.POISSON ? scale.scale() : scale.shift();

        float target = scale.target(Float.MAX_VALUE);

        assertThat(scale.shift() + target * scale.scale()).isCloseTo(mean + 64 * 2, within(3.0));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGISTIC", "CROSS_ENTROPY"})
    void classesHaveNoUnit(LossType loss) {
        TargetScale scale = seen(loss);

        assertThat(scale.shift()).isZero();
        assertThat(scale.scale()).isEqualTo(1);
        assertThat(scale.target(2)).isEqualTo(2f);
    }
}
