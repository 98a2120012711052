package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GramTest {
    private static final Gram GRAM =
            new Gradients(new double[] {3, 4}, new double[] {-8, 6}, new double[] {0, 2}).gram();

    @Test
    void isTheSameWhicheverGradientComesFirst() {
        Gram gram = new Gram(2);

        gram.set(0, 1, 3);
        gram.add(1, 0, 4);

        assertThat(gram.get(0, 1)).isEqualTo(7).isEqualTo(gram.get(1, 0));
    }

    @Test
    void tellsTheAngleBetweenTwoGradients() {
        assertThat(GRAM.cosine(0, 1)).isZero();
        assertThat(GRAM.cosine(2, 0)).isCloseTo(0.8, within(1e-15));
        assertThat(GRAM.cosine(1, 1)).isEqualTo(1);
    }

    @Test
    void callsAGradientThatIsZeroAtRightAnglesToAll() {
        assertThat(new Gradients(new double[] {0, 0}, new double[] {1, 2})
                        .gram()
                        .cosine(0, 1))
                .isZero();
    }

    @Test
    void scalesAsTheGradientsDo() {
        Gram scaled = new Gram(3);

        scaled.scale(GRAM, new float[] {2, 1, -3});

        assertThat(scaled.get(0, 0)).isEqualTo(100);
        assertThat(scaled.get(2, 0)).isEqualTo(-6 * 8);
        assertThat(scaled.norm(2)).isEqualTo(6);
    }

    @Test
    void isZeroOnceCleared() {
        Gram gram = new Gradients(new double[] {1}, new double[] {2}).gram();

        gram.clear();

        assertThat(gram.get(0, 1) + gram.get(1, 1)).isZero();
    }
}
