package io.braid.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import io.braid.config.TaskConfig.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLossTest {
    private static final TaskConfig BINARY = new TaskConfig.Binary("b", "b", Role.MAIN, 1, LossType.LOGISTIC);
    private static final TaskConfig MULTICLASS =
            new TaskConfig.Multiclass("m", "m", Role.MAIN, 1, LossType.CROSS_ENTROPY, List.of("x", "y", "z"));
    private static final TaskConfig REGRESSION = new TaskConfig.Regression("r", "r", Role.MAIN, 1, LossType.MSE);

    private static double loss(TaskConfig task, double label, double scale, float... prediction) {
        return BoundedLoss.of(task, label, prediction, scale);
    }

    @Test
    void isTheBrierScoreOfTwoClasses() {
        assertThat(loss(BINARY, 1, 1, 0.25f)).isEqualTo(0.5625);
        assertThat(loss(BINARY, 0, 1, 0.25f)).isEqualTo(0.0625);
        assertThat(loss(BINARY, 0, 1, 1f)).isEqualTo(1);
    }

    @Test
    void isHalfTheBrierScoreOfSeveralClasses() {
        assertThat(loss(MULTICLASS, 1, 1, 0.25f, 0.5f, 0.25f)).isEqualTo(0.1875);
        assertThat(loss(MULTICLASS, 1, 1, 0f, 1f, 0f)).isZero();
        assertThat(loss(MULTICLASS, 1, 1, 1f, 0f, 0f)).isEqualTo(1);
    }

    @Test
    void isAtMostOneWhereProbabilitiesWereRounded() {
        assertThat(loss(MULTICLASS, 0, 1, 0f, 1.0000001f, 0f)).isEqualTo(1);
    }

    @Test
    void isTheErrorOfANumberInTwoDeviationsAndAtMostOne() {
        assertThat(loss(REGRESSION, 10, 4, 12f)).isCloseTo(0.25, within(1e-12));
        assertThat(loss(REGRESSION, 10, 4, 8f)).isCloseTo(0.25, within(1e-12));
        assertThat(loss(REGRESSION, 10, 4, 1e30f)).isEqualTo(1);
    }

    @Test
    void tellsRightFromWrongWhereLabelsHaveNoSpreadYet() {
        assertThat(loss(REGRESSION, 10, 0, 10f)).isZero();
        assertThat(loss(REGRESSION, 10, 0, 11f)).isEqualTo(1);
    }
}
