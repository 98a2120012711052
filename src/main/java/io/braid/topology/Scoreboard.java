package io.braid.topology;

import io.braid.calibrate.Calibration;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.metrics.ProgressiveScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many labels each task has had, and how well they were predicted: so far, and in the window that is open. */
final class Scoreboard {
    private final List<TaskConfig> tasks;
    private final int window;
    private final List<ProgressiveScore> scores;
    private final long[] labelled;
    private final long[] windowLabelled;
    private long windowStart;
    private long halfAt = Long.MAX_VALUE;

    Scoreboard(BraidConfig config) {
        this.tasks = config.tasks();
        this.window = config.metrics().window();
        this.scores = tasks.stream()
                .map(task -> new ProgressiveScore(task, Long.MAX_VALUE))
                .collect(Collectors.toCollection(ArrayList::new));
        this.labelled = new long[tasks.size()];
        this.windowLabelled = new long[tasks.size()];
    }

    /** Says that the second half of the events starts at the {@code index}-th, counted from 0; so it stays if restored. */
    void halfAt(long index) {
        halfAt = index;
        scores.forEach(score -> score.halfAt(index));
    }

    /** Adds the batch's labels and predictions. */
    void add(Batch batch, PendingEvents pending, Calibration predictions) {
        for (int task = 0; task < tasks.size(); task++) {
            long labels = labels(batch, task);
            labelled[task] += labels;
            windowLabelled[task] += labels;
        }
        score(scores, batch, pending, predictions);
    }

    private static long labels(Batch batch, int task) {
        long labels = 0;
        for (int place = 0; place < batch.size(); place++) {
            labels += Double.isNaN(batch.label(place, task)) ? 0 : 1;
        }
        return labels;
    }

    /** Adds to {@code target}; a prediction that was made before its task's first label has no unit and no score. */
    private static void score(
            List<ProgressiveScore> target, Batch batch, PendingEvents pending, Calibration predictions) {
        for (int task = 0; task < target.size(); task++) {
            for (int place = 0; place < batch.size(); place++) {
                double label = batch.label(place, task);
                if (!Double.isNaN(label) && !Double.isNaN(batch.shift(place, task))) {
                    target.get(task).add(pending.entry(place).index(), label, predictions.of(place, task));
                }
            }
        }
    }

    /** Publishes the window's scores if it is full after {@code events} events. */
    void closeWindow(long events, long version, DriftMonitor drift, Output output) {
        if (events - windowStart < window) {
            return;
        }
        for (int task = 0; task < scores.size(); task++) {
            ProgressiveScore score = scores.get(task);
            output.metrics(
                    tasks.get(task),
                    windowStart,
                    events,
                    windowLabelled[task],
                    version,
                    drift.drifts(task),
                    score.window().values());
            score.closeWindow();
            windowLabelled[task] = 0;
        }
        windowStart = events;
    }

    /** Each task's labels and scores as they would be with those of {@code batch}, which is predicted but not full. */
    Map<String, Summary.TaskSummary> summary(
            Batch batch, PendingEvents pending, Calibration predictions, DriftMonitor drift) {
        List<ProgressiveScore> all = scores.stream().map(ProgressiveScore::copy).toList();
        score(all, batch, pending, predictions);
        Map<String, Summary.TaskSummary> summaries = new LinkedHashMap<>();
        for (int task = 0; task < tasks.size(); task++) {
            TaskConfig about = tasks.get(task);
            summaries.put(
                    about.name(),
                    new Summary.TaskSummary(
                            about.type(),
                            labelled[task] + labels(batch, task),
                            all.get(task).total().values(),
                            all.get(task).secondHalf().values(),
                            drift.drifts(task),
                            drift.last(task)));
        }
        return summaries;
    }

    /** Takes over the labels and scores of the tasks that {@code other} has too. */
    void carryOver(Scoreboard other) {
        reset();
        windowStart = other.windowStart;
        List<String> names = other.tasks.stream().map(TaskConfig::name).toList();
        for (int task = 0; task < tasks.size(); task++) {
            int origin = names.indexOf(tasks.get(task).name());
            if (origin >= 0) {
                labelled[task] = other.labelled[origin];
                windowLabelled[task] = other.windowLabelled[origin];
                scores.set(task, other.scores.get(origin).copy());
                keepHalf(scores.get(task));
            }
        }
    }

    /** Writes the counts. */
    void saveCounts(DataOutput out) throws IOException {
        out.writeLong(windowStart);
        for (int task = 0; task < tasks.size(); task++) {
            out.writeLong(labelled[task]);
            out.writeLong(windowLabelled[task]);
        }
    }

    /** Takes over what {@link #saveCounts} wrote. */
    void loadCounts(DataInput in) throws IOException {
        windowStart = in.readLong();
        for (int task = 0; task < tasks.size(); task++) {
            labelled[task] = in.readLong();
            windowLabelled[task] = in.readLong();
        }
    }

    /** Writes the scores. */
    void saveScores(DataOutput out) throws IOException {
        for (ProgressiveScore score : scores) {
            score.save(out);
        }
    }

    /** Takes over what {@link #saveScores} wrote. */
    void loadScores(DataInput in) throws IOException {
        for (ProgressiveScore score : scores) {
            score.load(in);
            keepHalf(score);
        }
    }

    /** Writes the scores of intervals. */
    void saveIntervals(DataOutput out) throws IOException {
        for (ProgressiveScore score : scores) {
            score.saveIntervals(out);
        }
    }

    /** Takes over what {@link #saveIntervals} wrote. */
    void loadIntervals(DataInput in) throws IOException {
        for (ProgressiveScore score : scores) {
            score.loadIntervals(in);
        }
    }

    /** Forgets the scores of intervals. */
    void resetIntervals() {
        scores.forEach(ProgressiveScore::resetIntervals);
    }

    private void keepHalf(ProgressiveScore score) {
        if (halfAt != Long.MAX_VALUE) {
            score.halfAt(halfAt);
        }
    }

    /** Forgets every event; the second half stays where it starts. */
    void reset() {
        windowStart = 0;
        Arrays.fill(labelled, 0);
        Arrays.fill(windowLabelled, 0);
        scores.forEach(ProgressiveScore::reset);
    }
}
