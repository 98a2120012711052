package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownIdsTest {

    private final AtomicLong now = new AtomicLong();
    private final UnknownIds unknown = new UnknownIds(now::get);

    @Test
    void isAskedForAgainAfterASecond() {
        unknown.add(7);

        pass(999, TimeUnit.MILLISECONDS);
        assertThat(unknown.contains(7)).isTrue();
        assertThat(unknown.contains(8)).isFalse();
        pass(1, TimeUnit.MILLISECONDS);
        assertThat(unknown.contains(7)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void isWaitedForAgainAMinuteAfterAWaitInVain(long start) {
        now.set(start);
        UnknownIds fresh = new UnknownIds(now::get);
        assertThat(fresh.mayWait()).isTrue();

        fresh.waitedInVain();

        pass(59, TimeUnit.SECONDS);
        assertThat(fresh.mayWait()).isFalse();
        pass(1, TimeUnit.SECONDS);
        assertThat(fresh.mayWait()).isTrue();
    }

    @Test
    void isKnownOnceItIsRegistered() {
        unknown.add(7);

        unknown.remove(7);

        assertThat(unknown.contains(7)).isFalse();
    }

    @Test
    void neverIsNegative() {
        assertThat(unknown.contains(-1)).isTrue();
        assertThat(unknown.contains(Integer.MIN_VALUE)).isTrue();
        assertThat(unknown.contains(0)).isFalse();
    }

    @Test
    void keepsABoundedNumberAndTheNewOnesOnceTheOldAreOver() {
        for (int id = 0; id < 20_000; id++) {
            unknown.add(id);
        }
        assertThat(unknown.contains(9_999)).isTrue();
        assertThat(unknown.contains(10_000)).isFalse();

        pass(1, TimeUnit.SECONDS);
        unknown.add(20_000);

        assertThat(unknown.contains(20_000)).isTrue();
    }

    private void pass(long time, TimeUnit unit) {
        now.addAndGet(unit.toNanos(time));
    }
}
