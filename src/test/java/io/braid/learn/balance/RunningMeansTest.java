package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RunningMeansTest {

    @Test
    void isTheLossItselfAfterOneBatchHoweverSmall() {
        RunningMeans means = new RunningMeans(1, 1000);

        means.add(0, 3, 1);

        assertThat(means.mean(0)).isCloseTo(3, within(1e-12));
    }

    @Test
    void forgetsAWildBatch() {
        RunningMeans means = new RunningMeans(1, 1000);
        add(means, 1, 1000);

        means.add(0, Double.MAX_VALUE, 8);
        add(means, 1, 1000);

        assertThat(means.mean(0)).isCloseTo(1, within(0.01));
    }

    @Test
    void followsALastingChangeOfScale() {
        RunningMeans means = new RunningMeans(1, 1000);
        add(means, 1, 1000);

        add(means, 1e9, 1500);

        assertThat(means.mean(0)).isCloseTo(1e9, within(1e6));
    }

    private static void add(RunningMeans means, double loss, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            means.add(0, loss, 8);
        }
    }
}
