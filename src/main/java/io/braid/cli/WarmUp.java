package io.braid.cli;

import com.sun.management.OperatingSystemMXBean;
import io.braid.config.BraidConfig;
import io.braid.ingest.Ingested;
import io.braid.topology.Pipeline;
import io.braid.topology.Rehearsal;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JVM compile what an event runs through before the first one counts: a model of the same configuration, but with
 * small tables, learns for a while and is thrown away. The model that counts sees nothing of it. Decision:
 * docs/decisions/0018 and 0024.
 */
final class WarmUp {
    /** How much processor time it takes at most, in nanoseconds. */
    private static final long LONGEST = 8_000_000_000L;

    /** Events of a round, each of which has a model of its own: what only a young model runs through is compiled code too. */
    private static final int ROUND = 8_192;

    /** So many rounds one after the other must leave the compiler nothing to do. */
    private static final int RESTING_ROUNDS = 4;

    /** For how long to see whether the compiler is at work, in milliseconds. */
    private static final int NAP = 20;

    /** Processor time that a nap takes when nothing is compiled, at most, in nanoseconds. */
    private static final long AT_REST = 1_000_000;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Events before the second half, whose scores are code of their own. */
    private static final int FIRST_HALF = 1_000;

    private WarmUp() {}

    /** Learns from {@code events} until they end with null, the compiler is at rest, or the time is over. */
    static void on(BraidConfig config, Supplier<@Nullable Ingested> events) {
        BraidConfig small = Rehearsal.small(config);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = PROCESS.getProcessCpuTime() + LONGEST;
        int resting = 0;
        while (resting < RESTING_ROUNDS && PROCESS.getProcessCpuTime() < end) {
            long before = compiler.getTotalCompilationTime();
            Pipeline pipeline = new Pipeline(small);
            pipeline.halfAt(FIRST_HALF);
            for (int event = 0; event < ROUND; event++) {
                Ingested next = events.get();
                if (next == null) {
                    return;
                }
                ReplayCommand.take(next, pipeline);
            }
            letTheCompilerFinish(end);
            resting = compiler.getTotalCompilationTime() == before ? resting + 1 : 0;
        }
    }

    /**
     * Sleeps for as long as other threads are at work. The compiler tells what it has done, not what it has begun, and one
     * method may take it longer than any reasonable wait; on a core that it shares with the learner, several times as long.
     */
    private static void letTheCompilerFinish(long end) {
        long used = PROCESS.getProcessCpuTime();
        long before;
        do {
            before = used;
            try {
                TimeUnit.MILLISECONDS.sleep(NAP);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
            used = PROCESS.getProcessCpuTime();
        } while (used - before > AT_REST && used < end);
    }
}
