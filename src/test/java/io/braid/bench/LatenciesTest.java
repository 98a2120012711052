package io.braid.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void quantilesAreOfTheSecondsThatAreAskedFor() {
        Latencies latencies = new Latencies();
        latencies.add(0, 5_000);
        for (int i = 100; i >= 1; i--) {
            latencies.add(2, i);
        }

        assertThat(latencies.seconds()).isEqualTo(3);
        assertThat(latencies.count(1, 3)).isEqualTo(100);
        assertThat(latencies.quantile(0.5, 1, 3)).isEqualTo(50);
        assertThat(latencies.quantile(0.99, 1, 3)).isEqualTo(99);
        assertThat(latencies.quantile(1, 0, 3)).isEqualTo(5_000);
    }

    @Test
    void aSecondWithoutPredictionsHasNoQuantile() {
        Latencies latencies = new Latencies();
        latencies.add(1, 3);

        assertThat(latencies.count(0, 1)).isZero();
        assertThat(latencies.quantile(0.5, 0, 1)).isNaN();
        assertThat(latencies.quantile(0.5, 7, 9)).isNaN();
    }
}
