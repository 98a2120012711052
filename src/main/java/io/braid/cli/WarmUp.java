package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.ingest.Ingested;
import io.braid.topology.Pipeline;
import io.braid.topology.Rehearsal;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JVM compile what an event runs through before the first one counts: a model of the same configuration, but with
 * small tables, learns for a while and is thrown away. The model that counts sees nothing of it. Decision:
 * docs/decisions/0018.
 */
final class WarmUp {
    /** How long it takes at most, in nanoseconds. */
    private static final long LONGEST = 5_000_000_000L;

    /** For how long nothing must have been compiled, in nanoseconds. */
    private static final long REST = 200_000_000L;

    /** Events before the second half, whose scores are code of their own. */
    private static final int FIRST_HALF = 1_000;

    private WarmUp() {}

    /** Learns from {@code events} until they end with null, the compiler is at rest, or the time is over. */
    static void on(BraidConfig config, Supplier<@Nullable Ingested> events) {
        Pipeline pipeline = new Pipeline(Rehearsal.small(config));
        pipeline.halfAt(FIRST_HALF);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long started = System.nanoTime();
        long looked = started;
        long compiled = 0;
        Ingested next = events.get();
        while (next != null) {
            ReplayCommand.take(next, pipeline);
            long now = System.nanoTime();
            if (now - looked >= REST) {
                long before = compiled;
                compiled = compiler.getTotalCompilationTime();
                if (compiled == before || now - started >= LONGEST) {
                    return;
                }
                looked = now;
            }
            next = events.get();
        }
    }
}
