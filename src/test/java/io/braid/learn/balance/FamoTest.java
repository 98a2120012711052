package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FamoTest {

    /** (x − 1)² + 4 against 1000 times (x + 1)² + 4: fixed weights minimise the second, near −1; in the middle neither gains. */
    private static double minimum(Weighting weighting) {
        double x = 0.3;
        for (int step = 0; step < 20_000; step++) {
            double[] losses = {(x - 1) * (x - 1) + 4, 1000 * ((x + 1) * (x + 1) + 4)};
            double[] factors = Batches.factors(weighting, 2);
            double slope = factors[0] * 2 * (x - 1) + factors[1] * 2000 * (x + 1);
            x -= 1e-5 * slope;
            Batches.of(losses).tell(weighting, 1);
        }
        return x;
    }

    @Test
    void balancesTwoQuadraticsOfDifferentScale() {
        assertThat(minimum(new FixedWeights())).isCloseTo(-1, within(0.01));
        assertThat(minimum(new Famo(2))).isCloseTo(0, within(0.001));
    }

    @Test
    void givesMoreToTheTaskWhoseLossFallsLess() {
        Famo weighting = new Famo(2);
        for (int batch = 0; batch < 300; batch++) {
            Batches.of(1, Math.exp(-0.01 * batch)).tell(weighting, 1);
        }

        double[] factors = Batches.factors(weighting, 2);

        double[] equal = equal(weighting);
        assertThat(factors[0] / factors[1]).isGreaterThan(1.3 * equal[0] / equal[1]);
    }

    /** The factors by the same means with equal shares. */
    private static double[] equal(Famo famo) {
        double[] factors = new double[2];
        for (int task = 0; task < 2; task++) {
            factors[task] = famo.means().equalizer(task, famo.means().average());
        }
        return factors;
    }

    @Test
    void sharesEquallyAgainOnceNothingFallsAnyMore() {
        Famo weighting = new Famo(2);
        Batches.of(10, 1).tell(weighting, 200);
        Batches.of(1, 1).tell(weighting, 20_000);

        assertThat(Batches.factors(weighting, 2)).containsExactly(new double[] {1, 1}, within(1e-3));
    }
}
