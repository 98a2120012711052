package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AlignedMtlTest {

    /** Orthogonal gradients are their own principal components: all become as long as the shortest. */
    @Test
    void makesOrthogonalGradientsAsLongAsTheShortest() {
        Gradients gradients = new Gradients(new double[] {4, 0, 0}, new double[] {0, 2, 0}, new double[] {0, 0, -1});

        double[] direction = gradients.combined(gradients.coefficients(new AlignedMtl(3)));

        assertThat(direction).containsExactly(new double[] {1, 1, -1}, within(1e-12));
    }

    /**
     * The matrix of aligned gradients has all singular values at σ, its condition number is 1: as the sum of one
     * gradient per task, the direction is √T σ long, where σ is the smallest singular value of the gradients.
     */
    @Test
    void isTheSumOfOrthogonalGradientsOfTheSmallestSingularValue() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int tasks = 2 + random.nextInt(5);
            Gradients gradients = Gradients.random(tasks, 8, random);
            SymmetricEigen eigen = new SymmetricEigen(tasks);
            eigen.decompose(gradients.gram(), tasks);
            double[] squares = new double[tasks];
            for (int k = 0; k < tasks; k++) {
                squares[k] = eigen.value(k);
            }

            double[] direction = gradients.combined(gradients.coefficients(new AlignedMtl(tasks)));

            double smallest = Math.sqrt(DoubleStream.of(squares).min().orElseThrow());
            assertThat(Gradients.length(direction)).isCloseTo(Math.sqrt(tasks) * smallest, within(1e-6 * smallest));
        }
    }

    /** Two gradients that coincide have one component, √2 long times g, which each takes half of. */
    @Test
    void keepsWhatCoincidingGradientsHaveInCommon() {
        Gradients same = new Gradients(new double[] {1, 2}, new double[] {1, 2});

        assertThat(same.coefficients(new AlignedMtl(2))).containsExactly(new double[] {1, 1}, within(1e-12));
    }
}
