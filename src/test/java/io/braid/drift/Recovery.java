package io.braid.drift;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How wrong predictions are in the time after a change, averaged over the changes of a stream: of classes by the halved Brier
 * score, of numbers by the absolute error in their own unit.
 */
final class Recovery {
    /** Events over which losses are averaged. */
    static final int BIN = 250;

    /** Bins that count as the time right after a change, and as the end of a concept: 2,000 events. */
    private static final int EDGE = 8;

    /** More events than wait for their predictions. */
    private static final int WAITING = 1024;

    private final int concept;
    private final double[][] sums;
    private final long[][] counts;
    private final long[] drifts;

    private Recovery(int concept, int tasks) {
        this.concept = concept;
        this.sums = new double[tasks][concept / BIN];
        this.counts = new long[tasks][concept / BIN];
        this.drifts = new long[tasks];
    }

    /** Has {@code events} events of {@code stream} learnt; those of the first concept, when all is new, aren't counted. */
    static Recovery of(DriftStream stream, int concept, int events, String settings) {
        return of(stream, concept, events, 1, settings).get(0);
    }

    /** The same for {@code parts} parts of the stream of equal length, one after the other. */
    static List<Recovery> of(DriftStream stream, int concept, int events, int parts, String settings) {
        BraidConfig config = stream.config(settings);
        int tasks = config.tasks().size();
        List<Recovery> recoveries =
                Stream.generate(() -> new Recovery(concept, tasks)).limit(parts).toList();
        Pipeline pipeline = new Pipeline(config);
        Losses losses = new Losses(config.tasks(), new double[WAITING][], concept, events / parts, recoveries);
        for (int i = 0; i < events; i++) {
            Event event = stream.next();
            losses.labels[i % WAITING] = event.labels();
            pipeline.offer(event, losses);
        }
        int task = 0;
        for (Summary.TaskSummary summary : pipeline.summary().tasks().values()) {
            for (Recovery recovery : recoveries) {
                recovery.drifts[task] = summary.drifts();
            }
            task++;
        }
        return recoveries;
    }

    /** Adds up the losses of predictions, by the events' numbers, which are their times. */
    private record Losses(List<TaskConfig> tasks, double[][] labels, int concept, int part, List<Recovery> recoveries)
            implements Output {
        @Override
        public void prediction(
                TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long version, float[] values) {
            int place = tasks.indexOf(task);
            double label = labels[(int) (eventTime % WAITING)][place];
            double loss = task instanceof TaskConfig.Regression
                    ? Math.abs(label - values[0])
                    : BoundedLoss.of(task, label, values, 1);
            if (eventTime >= concept && !Double.isNaN(loss)) {
                Recovery recovery = recoveries.get((int) (eventTime / part));
                int bin = (int) (eventTime % concept) / BIN;
                recovery.sums[place][bin] += loss;
                recovery.counts[place][bin]++;
            }
        }
    }

    private double mean(int task, int from, int to) {
        return Arrays.stream(sums[task], from, to).sum()
                / Arrays.stream(counts[task], from, to).sum();
    }

    /** The mean loss in the time right after a change. */
    double early(int task) {
        return mean(task, 0, EDGE);
    }

    /** The mean loss at the end of a concept: what it was before the next change. */
    double late(int task) {
        return mean(task, concept / BIN - EDGE, concept / BIN);
    }

    /** The mean loss over all. */
    double mean(int task) {
        return mean(task, 0, concept / BIN);
    }

    /** Events after a change until the mean loss is at most a tenth above {@code level}; {@code concept} if it never is. */
    int until(int task, double level) {
        for (int bin = 0; bin < concept / BIN; bin++) {
            if (mean(task, bin, bin + 1) <= 1.1 * level) {
                return (bin + 1) * BIN;
            }
        }
        return concept;
    }

    /** How many alarms there were on the whole stream. */
    long drifts(int task) {
        return drifts[task];
    }
}
