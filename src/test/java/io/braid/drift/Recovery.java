package io.braid.drift;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How wrong predictions are in the time after a change, averaged over the changes of a stream: of classes by the halved Brier
 * score, of numbers by the absolute error in standard deviations of 1.
 */
final class Recovery {
    /** Events over which losses are averaged. */
    static final int BIN = 250;

    /** Bins that count as the time right after a change, and as the end of a concept: 2,000 events. */
    private static final int EDGE = 8;

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
        BraidConfig config = stream.config(settings);
        Recovery recovery = new Recovery(concept, config.tasks().size());
        List<double[]> labels = new ArrayList<>();
        Pipeline pipeline = new Pipeline(config);
        Losses losses = new Losses(config.tasks(), labels, recovery);
        for (int i = 0; i < events; i++) {
            Event event = stream.next();
            labels.add(event.labels());
            pipeline.offer(event, losses);
        }
        int task = 0;
        for (var summary : pipeline.summary().tasks().values()) {
            recovery.drifts[task++] = summary.drifts();
        }
        return recovery;
    }

    /** Adds up the losses of predictions, which come in the order of the events. */
    private record Losses(List<TaskConfig> tasks, List<double[]> labels, Recovery recovery) implements Output {
        @Override
        public void prediction(
                TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long version, float[] values) {
            int place = tasks.indexOf(task);
            double label = labels.get((int) eventTime)[place];
            double loss = task instanceof TaskConfig.Regression
                    ? Math.abs(label - values[0])
                    : BoundedLoss.of(task, label, values, 1);
            if (eventTime >= recovery.concept && !Double.isNaN(loss)) {
                int bin = (int) (eventTime % recovery.concept) / BIN;
                recovery.sums[place][bin] += loss;
                recovery.counts[place][bin]++;
            }
        }

        @Override
        public void metrics(
                TaskConfig task,
                long fromEvent,
                long toEvent,
                long labelled,
                long modelVersion,
                long drifts,
                Map<String, Double> scores) {}
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

    /** How many alarms there were. */
    long drifts(int task) {
        return drifts[task];
    }
}
