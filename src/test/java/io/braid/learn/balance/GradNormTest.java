package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GradNormTest {
    private static final Gradients GRADIENTS =
            new Gradients(new double[] {4, 0}, new double[] {0, 1}, new double[] {0.3, 0.4});

    private static Batches batch(double... losses) {
        return new Batches(losses, new int[] {8, 8, 8}, GRADIENTS.gram());
    }

    /** Norms of 4, 1 and ½ want factors of 1/4, 1 and 2, times 3 / 3.25. */
    @Test
    void makesTheGradientsEquallyLongWhereNoLossFalls() {
        Weighting weighting = new GradNorm(3);

        batch(1, 1, 1).tell(weighting, 5000);

        assertThat(Batches.factors(weighting, 3))
                .containsExactly(new double[] {0.75 / 3.25, 3 / 3.25, 6 / 3.25}, within(1e-4));
    }

    @Test
    void pullsHarderWhereALossHasFallenLess() {
        Weighting weighting = new GradNorm(3);

        batch(1, 1, 1).tell(weighting, 100);
        batch(1, 1, 0.25).tell(weighting, 20_000);

        double[] factors = Batches.factors(weighting, 3);
        double[] lengths = {4 * factors[0], factors[1], factors[2] / 2};
        assertThat(lengths[0]).isCloseTo(lengths[1], within(1e-4));
        assertThat(lengths[0] / lengths[2]).isCloseTo(Math.sqrt(4), within(1e-3));
        assertThat(Arrays.stream(factors).sum()).isCloseTo(3, within(1e-5));
    }

    /** With half as many labels a sum of losses has half as long a gradient. */
    @Test
    void doesNotTakeFewLabelsForAShortGradient() {
        Weighting few = new GradNorm(2);
        Gram gradients = new Gradients(new double[] {4, 0}, new double[] {0, 2}).gram();

        new Batches(new double[] {1, 1}, new int[] {8, 4}, gradients).tell(few, 5000);

        assertThat(Batches.factors(few, 2)).containsExactly(new double[] {1, 1}, within(1e-5));
    }

    @Test
    void leavesOutATaskWhoseGradientIsZero() {
        Weighting weighting = new GradNorm(3);
        Gram gradients = new Gradients(new double[] {4, 0}, new double[] {0, 0}, new double[] {0, 4}).gram();

        new Batches(new double[] {1, 0, 1}, new int[] {8, 8, 8}, gradients).tell(weighting, 5000);

        assertThat(Batches.factors(weighting, 3)).containsExactly(new double[] {1, 1, 1}, within(1e-6));
    }
}
