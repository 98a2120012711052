package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImpartialLossesTest {

    @Test
    void scalesEveryLossToOne() {
        Weighting weighting = new ImpartialLosses(3);

        Batches.of(0.1, 1, 20).tell(weighting, 5000);

        assertThat(Batches.factors(weighting, 3)).containsExactly(new double[] {10, 1, 0.05}, within(1e-5));
    }
}
