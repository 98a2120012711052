package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.ingest.Event;
import io.braid.ingest.Ingested;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JVM compile what an event runs through before the first one counts: a model of the same configuration, but with
 * small tables, learns for a while and is thrown away. The model that counts sees nothing of it. Decisions:
 * docs/decisions/0018 for replays, 0023 for the application.
 */
public final class WarmUp {
    /** How long it takes at most, in nanoseconds. */
    private static final long LONGEST = 5_000_000_000L;

    /** How long it takes at most before the application starts, whose events wait meanwhile. */
    private static final long LONGEST_BEFORE_START = 3_000_000_000L;

    /** For how long nothing must have been compiled, in nanoseconds. */
    private static final long REST = 200_000_000L;

    /** Rows of an embedding table: enough to run the same code, too few to matter for memory. */
    private static final int MOST_ROWS = 1_024;

    /** Events before the second half, whose scores are code of their own. */
    private static final int FIRST_HALF = 1_000;

    /** Every so many events the application predicts what waits, and saves. */
    private static final int BETWEEN_PREDICTIONS = 50;

    private static final int BETWEEN_SAVES = 5_000;

    private WarmUp() {}

    /** Learns from {@code events} until they end with null, the compiler is at rest, or 5 s are over. */
    public static void on(BraidConfig config, Supplier<@Nullable Ingested> events) {
        Pipeline pipeline = new Pipeline(small(config));
        pipeline.halfAt(FIRST_HALF);
        whileCompiling(LONGEST, () -> {
            Ingested next = events.get();
            if (next instanceof Event event) {
                pipeline.offer(event, Output.NOWHERE);
            }
            return next != null;
        });
    }

    /** Learns, predicts and saves as the application will, from random events, until the compiler is at rest, or 3 s are over. */
    public static void beforeStart(BraidConfig config) {
        BraidConfig small = small(config);
        Pipeline pipeline = new Pipeline(small);
        RandomEvents events = new RandomEvents(small);
        whileCompiling(LONGEST_BEFORE_START, () -> {
            pipeline.offer(events.next(), Output.NOWHERE);
            if (pipeline.events() % BETWEEN_PREDICTIONS == 0) {
                pipeline.predictPending(Output.NOWHERE);
            }
            if (pipeline.events() % BETWEEN_SAVES == 0) {
                pipeline.saveChanges((key, value) -> {});
            }
            return true;
        });
    }

    /** Takes steps until one says that there are no more, the compiler is at rest, or {@code longest} nanoseconds are over. */
    private static void whileCompiling(long longest, BooleanSupplier step) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long started = System.nanoTime();
        long looked = started;
        long compiled = 0;
        while (step.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - looked >= REST) {
                long before = compiled;
                compiled = compiler.getTotalCompilationTime();
                if (compiled == before || now - started >= longest) {
                    return;
                }
                looked = now;
            }
        }
    }

    private static BraidConfig small(BraidConfig config) {
        List<FeatureConfig> features =
                config.features().stream().map(WarmUp::small).toList();
        return config.withFeatures(features);
    }

    private static FeatureConfig small(FeatureConfig feature) {
        if (feature instanceof FeatureConfig.Categorical whole) {
            int rows = Math.min(whole.rows(), MOST_ROWS);
            return new FeatureConfig.Categorical(whole.name(), whole.field(), whole.dim(), rows);
        }
        if (feature instanceof FeatureConfig.Text whole) {
            int rows = Math.min(whole.rows(), MOST_ROWS);
            return new FeatureConfig.Text(whole.name(), whole.field(), whole.dim(), rows, whole.ngrams());
        }
        return feature;
    }
}
