package io.braid.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.checkpoint.CheckpointException;
import io.braid.checkpoint.RevivedTaskException;
import io.braid.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private final StreamsException failure = new StreamsException("a failure");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-01-01T00:00:00Z"));
    private final AtomicLong committed = new AtomicLong(-1);
    private final Failures failures = new Failures(now::get, committed::get);

    static Stream<RuntimeException> failuresOfBrokers() {
        return Stream.of(
                new TimeoutException("no answer"),
                new InvalidProducerEpochException("aborted"),
                new TransactionAbortableException("to be aborted"),
                new RevivedTaskException("revived"));
    }

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
            pass(Duration.ofMinutes(6));
        }

        assertThat(failures.last()).isNotDone();
    }

    @Test
    void forgetsFailuresFromBeforeTheLatestProgress() {
        for (int i = 0; i < 50; i++) {
            committed.incrementAndGet();
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.last()).isNotDone();
    }

    @ParameterizedTest
    @MethodSource("failuresOfBrokers")
    void isPatientWithBrokersFifteenMinutesHoweverOftenTheyFail(RuntimeException ofBrokers) {
        StreamsException wrapped = new StreamsException("can't commit", ofBrokers);
        for (int i = 0; i <= 15 * 4; i++) {
            assertThat(failures.handle(wrapped)).isEqualTo(REPLACE_THREAD);
            pass(Duration.ofSeconds(15));
        }

        assertThat(failures.handle(wrapped)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void endsAtOnceWhenTheCheckpointCantBeUsed() {
        StreamsException lasting = new StreamsException("restore", new CheckpointException("damaged"));

        assertThat(failures.handle(lasting)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void endsAtOnceWithTheRegistrysFailureWhichWasWaitedForAlready() {
        RegistryException away = new RegistryException("no registry");

        assertThat(failures.handle(new StreamsException("a task", away))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.last()).isCompletedWithValue(away);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
