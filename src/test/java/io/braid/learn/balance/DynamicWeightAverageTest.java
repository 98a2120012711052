package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DynamicWeightAverageTest {

    @Test
    void weighsTasksAlikeWhoseLossesStandStill() {
        Weighting weighting = new DynamicWeightAverage(2);

        Batches.of(0.1, 30).tell(weighting, 3000);

        assertThat(Batches.factors(weighting, 2)).containsExactly(new double[] {1, 1}, within(1e-6));
    }

    /**
     * After 100,000 labels with a loss of 1, both means of the second task are 1; 1,000 labels of loss ½ make the near one
     * 1 − ½ (1 − 1/e), the far one 1 − ½ (1 − e^(−1/10)).
     */
    @Test
    void weighsByTheSoftmaxOfTheRatiosByHand() {
        Weighting weighting = new DynamicWeightAverage(2);

        Batches.of(1, 1).tell(weighting, 12_500);
        Batches.of(1, 0.5).tell(weighting, 125);

        double ratio = (1 - 0.5 * (1 - Math.exp(-1))) / (1 - 0.5 * (1 - Math.exp(-0.1)));
        double first = Math.exp(1 / 2.0);
        double second = Math.exp(ratio / 2);
        assertThat(Batches.factors(weighting, 2))
                .containsExactly(
                        new double[] {2 * first / (first + second), 2 * second / (first + second)}, within(1e-4));
    }
}
