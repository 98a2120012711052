package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalizedLossesTest {

    @Test
    void makesLossesOfDifferentScaleCountTheSame() {
        Weighting weighting = new NormalizedLosses(3);

        Batches.of(2, 0.5, 50).tell(weighting, 1);

        assertThat(Batches.factors(weighting, 3)).containsExactly(new double[] {8.75, 35, 0.35}, within(1e-5));
    }

    @Test
    void leavesALoneTaskAlone() {
        Weighting weighting = new NormalizedLosses(1);

        Batches.of(0.01).tell(weighting, 100);

        assertThat(Batches.factors(weighting, 1)).containsExactly(new double[] {1}, within(1e-6));
    }

    @Test
    void leavesTheOthersAsTheyAreWhenATaskIsSolved() {
        Weighting weighting = new NormalizedLosses(2);

        Batches.of(1, 0).tell(weighting, 100);

        assertThat(Batches.factors(weighting, 2)).containsExactly(new double[] {0.5, 1000}, within(1e-5));
    }

    @Test
    void takesTheMeanOverLabelsAndNotOverBatches() {
        Weighting spread = new NormalizedLosses(2);
        Weighting inOne = new NormalizedLosses(2);

        new Batches(new double[] {1, 2}, new int[] {1, 30}, new Gram(2)).tell(spread, 30);
        new Batches(new double[] {1, 2}, new int[] {30, 900}, new Gram(2)).tell(inOne, 1);
        Batches.of(5, 1).tell(spread, 1).tell(inOne, 1);

        assertThat(Batches.factors(spread, 2)).containsExactly(Batches.factors(inOne, 2), within(1e-5));
    }

    @Test
    void followsALossThatFalls() {
        Weighting weighting = new NormalizedLosses(2);

        Batches.of(1, 10).tell(weighting, 2000);
        Batches.of(1, 1).tell(weighting, 2000);

        assertThat(Batches.factors(weighting, 2)).containsExactly(new double[] {1, 1}, within(0.01));
    }
}
