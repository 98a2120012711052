package io.braid.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Repeats a call that failed for a passing reason, after waits that double.
 *
 * @param firstWait before the second try
 * @param longestWait where the doubling ends
 * @param patience no new try starts later than this after the first one; a try that is under way runs out its own timeout
 */
record Retries(Duration firstWait, Duration longestWait, Duration patience) {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** One request to a registry. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException, RestClientException;
    }

    Retries {
        if (firstWait.isZero()
                || firstWait.isNegative()
                || longestWait.compareTo(firstWait) < 0
                || patience.isNegative()) {
            throw new IllegalArgumentException("first wait " + firstWait + ", longest wait " + longestWait
                    + ", patience " + patience + " (expected: 0 < first wait <= longest wait, patience >= 0)");
        }
    }

    /**
     * The answer of {@code call}.
     *
     * @param onFirstFailure told once, before the first wait
     * @throws IOException the last failure to reach the registry, or the thread was interrupted while it waited
     * @throws RestClientException the registry's refusal, or its last failure
     */
    <T> T run(Call<T> call, Consumer<Exception> onFirstFailure) throws IOException, RestClientException {
        long end = System.nanoTime() + patience.toNanos();
        long wait = firstWait.toNanos();
        boolean first = true;
        while (true) {
            try {
                return call.run();
            } catch (IOException | RestClientException failure) {
                if (!passes(failure) || System.nanoTime() + wait - end > 0) {
                    throw failure;
                }
                if (first) {
                    onFirstFailure.accept(failure);
                    first = false;
                }
            }
            sleep(wait);
            wait = Math.min(2 * wait, longestWait.toNanos());
        }
    }

    private static boolean passes(Exception failure) {
        if (failure instanceof SSLHandshakeException) {
            // One that lost its connection has that as its cause; another certificate won't come by itself.
            return failure.getCause() instanceof IOException;
        }
        return !(failure instanceof RestClientException answer)
                || answer.getStatus() >= SERVER_ERROR
                || answer.getStatus() == REQUEST_TIMEOUT
                || answer.getStatus() == TOO_MANY_REQUESTS;
    }

    private static void sleep(long nanos) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofNanos(nanos).toMillis());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two tries");
        }
    }
}
