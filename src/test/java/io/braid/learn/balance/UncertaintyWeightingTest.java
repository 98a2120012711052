package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UncertaintyWeightingTest {

    @Test
    void learnsTheLossAsTheVarianceOfASquaredErrorAndTwiceTheLossOfALikelihood() {
        UncertaintyWeighting weighting = new UncertaintyWeighting(List.of(true, true, false));

        Batches.of(0.2, 7, 0.3).tell(weighting, 5000);

        assertThat(weighting.variance(0)).isCloseTo(0.2, within(1e-6));
        assertThat(weighting.variance(1)).isCloseTo(7, within(1e-6));
        assertThat(weighting.variance(2)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void weighsBySquaredErrorsHalfAndLikelihoodsWholeOverTheVariance() {
        UncertaintyWeighting weighting = new UncertaintyWeighting(List.of(true, false));

        Batches.of(0.2, 0.3).tell(weighting, 5000);

        assertThat(Batches.factors(weighting, 2)).containsExactly(new double[] {0.5 / 0.2, 1 / 0.6}, within(1e-5));
    }

    @Test
    void stepsDownTheSlopeOfItsObjective() {
        UncertaintyWeighting weighting = new UncertaintyWeighting(List.of(true));

        Batches.of(3).tell(weighting, 1);

        assertThat(Math.log(weighting.variance(0))).isCloseTo(0.01 * (3 - 1), within(1e-12));
    }
}
