package io.braid.bench;

import java.util.Arrays;

/**
 * What one run took.
 *
 * @param events how many events were measured
 * @param processNanos processor time of the process: all threads, those of the compiler, the collector and the network too
 * @param threadNanos processor time of the stream thread
 * @param wallNanos wall time
 */
public record StreamResult(long events, long processNanos, long threadNanos, long wallNanos) {
    private static final String LABEL = "stream-result";

    /** Events per second of the process's processor time. */
    public double perProcessorSecond() {
        return events * 1e9 / processNanos;
    }

    /** Events per second. */
    public double perSecond() {
        return events * 1e9 / wallNanos;
    }

    /** Microseconds of the stream thread per event. */
    public double threadMicros() {
        return threadNanos / 1e3 / events;
    }

    /** One line, which {@link #parse} reads. */
    String line() {
        return String.join(" ", LABEL, "" + events, "" + processNanos, "" + threadNanos, "" + wallNanos);
    }

    /** Whether {@code line} is one. */
    static boolean isResult(String line) {
        return line.startsWith(LABEL + " ");
    }

    /** The result in a {@link #line}. */
    static StreamResult parse(String line) {
        long[] numbers = Arrays.stream(line.split(" "))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return new StreamResult(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
