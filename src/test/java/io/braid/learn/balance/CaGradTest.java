package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CaGradTest {
    private static final int CASES = 100;

    @Test
    void staysWithinItsDistanceOfTheMean() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < CASES; round++) {
            Gradients gradients = Gradients.random(2 + random.nextInt(6), 5, random);
            double[] mean = mean(gradients);

            double[] direction = direction(gradients);

            double[] apart = new double[mean.length];
            Arrays.setAll(apart, at -> direction[at] - mean[at]);
            double radius = CaGrad.C * Gradients.length(mean);
            assertThat(Gradients.length(apart)).isLessThanOrEqualTo(radius * (1 + 1e-9));
        }
    }

    @Test
    void gainsTheWorstOffOfTwoAsMuchAsTheBestDirectionOfAFineGrid() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < CASES; round++) {
            Gradients gradients = Gradients.random(2, 3, random);

            double gain = worst(gradients, direction(gradients));

            assertThat(gain).isCloseTo(dual(gradients, 100_000), within(1e-6));
        }
    }

    @Test
    void gainsTheWorstOffOfThreeAsMuchAsTheBestDirectionOfAGrid() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < CASES / 4; round++) {
            Gradients gradients = Gradients.random(3, 4, random);

            double gain = worst(gradients, direction(gradients));

            assertThat(gain).isCloseTo(dual(gradients, 600), within(2e-3));
        }
    }

    @Test
    void gainsTheWorstOffOfManyNoLessThanTheMeanDoes() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < CASES; round++) {
            Gradients gradients = Gradients.random(20, 15, random);

            double gain = worst(gradients, direction(gradients));

            assertThat(gain).isGreaterThanOrEqualTo(worst(gradients, mean(gradients)));
        }
    }

    @Test
    void isTheMeanWhereTheMeanIsZero() {
        Gradients opposed = new Gradients(new double[] {1, 2}, new double[] {-1, -2});

        assertThat(opposed.coefficients(new CaGrad(2))).containsExactly(1, 1);
    }

    private static double[] direction(Gradients gradients) {
        int tasks = gradients.rows().length;
        double[] coefficients = gradients.coefficients(new CaGrad(tasks));
        return gradients.combined(
                Arrays.stream(coefficients).map(each -> each / tasks).toArray());
    }

    private static double[] mean(Gradients gradients) {
        int tasks = gradients.rows().length;
        double[] even = new double[tasks];
        Arrays.fill(even, 1.0 / tasks);
        return gradients.combined(even);
    }

    /** The least that a task gains by a step along {@code direction}. */
    private static double worst(Gradients gradients, double[] direction) {
        return Arrays.stream(gradients.rows())
                .mapToDouble(row -> Gradients.product(row, direction))
                .min()
                .orElseThrow();
    }

    /** By duality, the best that the worst off of two or three can gain is the least of the paper's function of the weights. */
    private static double dual(Gradients gradients, int steps) {
        double[] mean = mean(gradients);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= steps; i++) {
            for (int j = 0; j <= (gradients.rows().length == 3 ? steps - i : 0); j++) {
                double first = (double) i / steps;
                double second = gradients.rows().length == 3 ? (double) j / steps : 1 - first;
                double[] weights = {first, second, 1 - first - second};
                double[] weighted = gradients.combined(Arrays.copyOf(weights, gradients.rows().length));
                double value = Gradients.product(weighted, mean)
                        + CaGrad.C * Gradients.length(mean) * Gradients.length(weighted);
                least = Math.min(least, value);
            }
        }
        return least;
    }
}
