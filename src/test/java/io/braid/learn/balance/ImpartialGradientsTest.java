package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImpartialGradientsTest {

    @Test
    void countsOrthogonalGradientsAgainstTheirLength() {
        Gradients gradients = new Gradients(new double[] {3, 0}, new double[] {0, 1});

        double[] coefficients = gradients.coefficients(new ImpartialGradients(2));

        assertThat(coefficients).containsExactly(new double[] {0.5, 1.5}, within(1e-8));
    }

    @Test
    void reachesAsFarAlongEachGradient() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int tasks = 2 + random.nextInt(4);
            Gradients gradients = Gradients.random(tasks, 8, random);

            double[] direction = gradients.combined(gradients.coefficients(new ImpartialGradients(tasks)));

            double first = along(direction, gradients.rows()[0]);
            assertThat(first).isPositive();
            for (double[] row : gradients.rows()) {
                assertThat(along(direction, row)).isCloseTo(first, within(1e-5 * first));
            }
        }
    }

    private static double along(double[] direction, double[] gradient) {
        return Gradients.product(direction, gradient) / Gradients.length(gradient);
    }
}
