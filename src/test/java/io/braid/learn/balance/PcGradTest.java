package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcGradTest {

    /** (1, 0) against (-1, 1): their product is -1, so the first becomes (1/2, 1/2) and the second (0, 1). */
    @Test
    void takesFromEachOfTwoItsPartAgainstTheOther() {
        Gradients two = new Gradients(new double[] {1, 0}, new double[] {-1, 1});

        double[] direction = two.combined(two.coefficients(new PcGrad(2)));

        assertThat(direction).containsExactly(new double[] {0.5, 1.5}, within(1e-15));
    }

    @Test
    void addsUpWhatDoesNotConflict() {
        Gradients three = new Gradients(new double[] {1, 0}, new double[] {1, 1}, new double[] {0, 3});

        assertThat(three.coefficients(new PcGrad(3))).containsExactly(1, 1, 1);
    }

    @Test
    void isTheProjectionOfTheVectorsThemselves() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int tasks = 2 + random.nextInt(5);
            Gradients gradients = Gradients.random(tasks, 4, random);

            double[] direction = gradients.combined(gradients.coefficients(new PcGrad(tasks)));

            assertThat(direction).containsExactly(projected(gradients), within(1e-9));
        }
    }

    /** The algorithm as the paper has it, on the vectors. */
    private static double[] projected(Gradients gradients) {
        int tasks = gradients.rows().length;
        double[] sum = new double[gradients.rows()[0].length];
        for (int task = 0; task < tasks; task++) {
            double[] own = gradients.rows()[task].clone();
            for (int step = 1; step < tasks; step++) {
                double[] other = gradients.rows()[(task + step) % tasks];
                double part = Math.min(0, Gradients.product(own, other) / Gradients.product(other, other));
                for (int at = 0; at < own.length; at++) {
                    own[at] -= part * other[at];
                }
            }
            for (int at = 0; at < own.length; at++) {
                sum[at] += own[at];
            }
        }
        return sum;
    }
}
