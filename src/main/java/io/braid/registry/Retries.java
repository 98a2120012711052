package io.braid.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Repeats what may succeed later, after waits that double.
 *
 * @param firstWait before the second try
 * @param longestWait where the doubling ends
 * @param patience no new try starts later than this after the first one; a try that is under way runs out its own timeout
 */
record Retries(Duration firstWait, Duration longestWait, Duration patience) {

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
     * The answer of {@code call}, which is repeated when it fails for a reason that may pass.
     *
     * @param onFirstFailure told once, before the first wait
     * @throws RestClientException the registry's refusal, which is final
     * @throws Unanswered when the patience ends, a certificate is not trusted, or the thread is interrupted while it waits
     */
    <T> T run(Call<T> call, Consumer<Exception> onFirstFailure) throws RestClientException, Unanswered {
        Waits waits = new Waits();
        while (true) {
            Exception failure;
            try {
                return call.run();
            } catch (IOException unreached) {
                failure = unreached;
            } catch (RestClientException refusal) {
                if (!RegistryFailures.mayPass(refusal)) {
                    throw refusal;
                }
                failure = refusal;
            }
            if (waits.areOver() || RegistryFailures.isOfCertificates(failure)) {
                throw waits.unanswered(failure);
            }
            if (waits.count == 0) {
                onFirstFailure.accept(failure);
            }
            waits.next();
        }
    }

    /**
     * The first answer to {@code question} that isn't empty; nothing when the patience ends.
     *
     * @throws Unanswered when the thread is interrupted while it waits
     */
    <T> Optional<T> find(Supplier<Optional<T>> question) throws Unanswered {
        Waits waits = new Waits();
        Optional<T> answer = question.get();
        while (answer.isEmpty() && !waits.areOver()) {
            waits.next();
            answer = question.get();
        }
        return answer;
    }

    /** The waits between the tries of one call. */
    private final class Waits {
        private final long start = System.nanoTime();
        private long wait = firstWait.toNanos();
        private int count;

        /** Whether the next try would start too late. */
        boolean areOver() {
            return System.nanoTime() + wait - start > patience.toNanos();
        }

        void next() throws Unanswered {
            try {
                Thread.sleep(Duration.ofNanos(wait).toMillis());
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw unanswered(new InterruptedIOException("interrupted between two tries"));
            }
            wait = Math.min(2 * wait, longestWait.toNanos());
            count++;
        }

        Unanswered unanswered(Exception last) {
            return new Unanswered(count + 1, Duration.ofNanos(System.nanoTime() - start), last);
        }
    }

    /** No try had an answer. */
    static final class Unanswered extends Exception {
        private final int tries;
        private final Duration time;
        private final Exception last;

        Unanswered(int tries, Duration time, Exception last) {
            super(last);
            this.tries = tries;
            this.time = time;
            this.last = last;
        }

        /** How often was asked. */
        int tries() {
            return tries;
        }

        /** For how long. */
        Duration time() {
            return time;
        }

        /** How the last try failed. */
        Exception last() {
            return last;
        }
    }
}
