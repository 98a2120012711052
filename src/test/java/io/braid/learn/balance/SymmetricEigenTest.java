package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    @Test
    void findsTheEigenvaluesOfAMatrixThatHasThemByHand() {
        Gram gram = new Gram(2);
        gram.set(0, 0, 2);
        gram.set(1, 1, 2);
        gram.set(0, 1, -1);
        SymmetricEigen eigen = new SymmetricEigen(2);

        eigen.decompose(gram, 2);

        assertThat(IntStream.range(0, 2).mapToDouble(eigen::value).sorted().toArray())
                .containsExactly(new double[] {1, 3}, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void putsTheMatrixTogetherAgain(int size) {
        Gram gram =
                Gradients.random(size, size / 2 + 1, new SplittableRandom(size)).gram();
        SymmetricEigen eigen = new SymmetricEigen(64);

        eigen.decompose(gram, size);

        double largest =
                IntStream.range(0, size).mapToDouble(eigen::value).max().orElseThrow();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                double product = 0;
                for (int k = 0; k < size; k++) {
                    sum += eigen.value(k) * eigen.vector(i, k) * eigen.vector(j, k);
                    product += eigen.vector(k, i) * eigen.vector(k, j);
                }
                assertThat(sum).isCloseTo(gram.get(i, j), within(1e-12 * largest));
                assertThat(product).as("orthonormal").isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }
}
