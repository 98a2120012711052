package io.braid.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.checkpoint.CheckpointException;
import io.braid.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final StreamsException failure = new StreamsException("a failure");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Failures failures = new Failures(now::get);

    @Test
    void replacesTheThreadUntilTheFailureKeepsComingBack() {
        for (int i = 0; i < 5; i++) {
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.last()).isCompletedWithValue(failure);
    }

    @Test
    void forgetsFailuresOfLongAgo() {
        for (int i = 0; i < 50; i++) {
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        }

        assertThat(failures.last()).isNotDone();
    }

    @Test
    void endsAtOnceWhenTheCheckpointCantBeUsed() {
        StreamsException lasting = new StreamsException("restore", new CheckpointException("damaged"));

        assertThat(failures.handle(lasting)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void endsAtOnceWhenTheRegistryWasWaitedForInVain() {
        StreamsException lasting = new StreamsException("a task", new RegistryException("no registry"));

        assertThat(failures.handle(lasting)).isEqualTo(SHUTDOWN_CLIENT);
    }
}
