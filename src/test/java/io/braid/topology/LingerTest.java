package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LingerTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 20, 500, 60_000})
    void noEventWaitsLongerThanAllowed(long longest) {
        Linger linger = new Linger(Duration.ofMillis(longest));
        long interval = Linger.interval(Duration.ofMillis(longest)).toMillis();
        SplittableRandom random = new SplittableRandom(longest);
        long oldest = -1;

        for (long now = 0; now < 20 * Math.max(interval, longest); now += 1 + random.nextLong(interval)) {
            if (oldest < 0 && random.nextInt(3) == 0) {
                oldest = now;
            }
            if (linger.isOver(oldest >= 0, now)) {
                assertThat(now - oldest).as("waited until %d", now).isLessThanOrEqualTo(longest);
                oldest = -1;
            }
            long waited = oldest < 0 ? 0 : now - oldest;
            assertThat(waited).as("waits at %d", now).isLessThanOrEqualTo(Math.max(0, longest - interval));
        }
    }
}
