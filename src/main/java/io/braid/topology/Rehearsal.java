package io.braid.topology;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Lets the JVM compile the learner before the application starts, on a model that is thrown away. Without it the first events
 * take far longer than later ones, and those that arrive meanwhile are a backlog that outlives the start by many seconds.
 * Decision: docs/decisions/0023.
 */
public final class Rehearsal {
    /** How long it takes at most, in nanoseconds. */
    private static final long LONGEST = 3_000_000_000L;

    /** For how long nothing must have been compiled, in nanoseconds. */
    private static final long REST = 200_000_000L;

    /** Events from one prediction of those that wait to the next. */
    private static final int BETWEEN_PREDICTIONS = 50;

    /** Events from one save to the next. */
    private static final int BETWEEN_SAVES = 5_000;

    /** Rows of an embedding table: enough to run the same code, too few to matter for memory. */
    private static final int MOST_ROWS = 1_024;

    private Rehearsal() {}

    /**
     * Learns, predicts and saves as the application of {@code config} will, from random events, until the compiler is at rest
     * or 3 s are over.
     */
    public static void of(BraidConfig config) {
        BraidConfig small = small(config);
        Pipeline pipeline = new Pipeline(small);
        RandomEvents events = new RandomEvents(small);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long started = System.nanoTime();
        long looked = started;
        long compiled = -1;
        while (true) {
            play(pipeline, events);
            long now = System.nanoTime();
            if (now - looked >= REST) {
                long before = compiled;
                compiled = compiler.getTotalCompilationTime();
                if (compiled == before || now - started >= LONGEST) {
                    return;
                }
                looked = now;
            }
        }
    }

    private static void play(Pipeline pipeline, RandomEvents events) {
        pipeline.offer(events.next(), Output.NOWHERE);
        if (pipeline.events() % BETWEEN_PREDICTIONS == 0) {
            pipeline.predictPending(Output.NOWHERE);
        }
        if (pipeline.events() % BETWEEN_SAVES == 0) {
            pipeline.saveChanges((key, value) -> {});
        }
    }

    /** {@code config} with tables of at most {@value #MOST_ROWS} rows. */
    public static BraidConfig small(BraidConfig config) {
        List<FeatureConfig> features =
                config.features().stream().map(Rehearsal::small).toList();
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
