package io.braid.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * Measures from the poll that completes the warm-up on. The thread that polls tells it of records, another one waits.
 *
 * <p>Wall time ends with the poll that returns the last record; processor time, that of all threads of the process, ends when
 * it is asked for, once everything is committed.
 */
final class Stopwatch {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long warmUp;
    private final long total;
    private final CountDownLatch all = new CountDownLatch(1);
    private long consumed;
    private long measuredFrom;
    private long wallStart;
    private long wallEnd;
    private long processStart;
    private long threadStart;
    private volatile long thread;

    /** A stopwatch for {@code total} records, the first {@code warmUp} of which are not measured. */
    Stopwatch(long warmUp, long total) {
        this.warmUp = warmUp;
        this.total = total;
    }

    /** The current thread has polled {@code records} more. */
    void polled(int records) {
        consumed += records;
        if (consumed >= warmUp && measuredFrom == 0) {
            measuredFrom = consumed;
            wallStart = System.nanoTime();
            processStart = PROCESS.getProcessCpuTime();
            threadStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            thread = Thread.currentThread().getId();
        }
        if (consumed >= total) {
            wallEnd = System.nanoTime();
            all.countDown();
        }
    }

    /** Waits until all records are polled. */
    void await() throws InterruptedException {
        all.await();
    }

    /** What was measured until now, after {@link #await}. */
    StreamResult stop() {
        long threadTime = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread) - threadStart;
        return new StreamResult(
                total - measuredFrom, PROCESS.getProcessCpuTime() - processStart, threadTime, wallEnd - wallStart);
    }
}
