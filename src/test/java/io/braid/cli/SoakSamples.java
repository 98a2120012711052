package io.braid.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/** What a soak has measured, second by second. */
final class SoakSamples {
    private static final double MB = 1 << 20;

    /**
     * One look from outside.
     *
     * @param seconds since the start
     * @param process which process it was, counted from 1
     * @param round which round of the soak; the first, 0, warms up
     * @param phase what the input did
     * @param sent events so far
     * @param lag records that are sent and not committed
     * @param memory of the process
     * @param state bytes of the state directory
     * @param changelog bytes of the changelog, as the broker counts them
     * @param disk bytes of the changelog's directory, with deleted segments that wait for their removal
     */
    record Sample(
            double seconds,
            int process,
            int round,
            String phase,
            long sent,
            long lag,
            BraidProcess.Memory memory,
            long state,
            long changelog,
            long disk) {}

    /** A column of the table. */
    enum Column {
        HEAP("heap after a full collection, MB", sample -> sample.memory().heap() / MB),
        RESIDENT("resident, MB", sample -> sample.memory().resident() / MB),
        NON_HEAP("classes and code, MB", sample -> sample.memory().nonHeap() / MB),
        DIRECT("direct buffers, MB", sample -> sample.memory().direct() / MB),
        THREADS("threads", sample -> sample.memory().threads()),
        FILES("open files", sample -> sample.memory().files()),
        STATE("state directory, KB", sample -> sample.state() / 1024.0),
        CHANGELOG("changelog, MB", sample -> sample.changelog() / MB),
        DISK("changelog on disk, MB", sample -> sample.disk() / MB),
        LAG("lag, records", Sample::lag);

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // none of them has a state
        private final ToDoubleFunction<Sample> value;

        Column(String title, ToDoubleFunction<Sample> value) {
            this.title = title;
            this.value = value;
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    /** The values of {@code column} in {@code round}. */
    private double[] values(Column column, int round) {
        return samples.stream()
                .filter(sample -> sample.round() == round)
                .mapToDouble(column.value)
                .toArray();
    }

    /** The median of {@code column} in {@code round}. */
    double median(Column column, int round) {
        double[] sorted = Arrays.stream(values(column, round)).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The largest value of {@code column} over all samples. */
    double max(Column column) {
        return samples.stream().mapToDouble(column.value).max().orElseThrow();
    }

    /** Writes all samples as CSV. */
    void writeTo(Path file) throws IOException {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(
                "seconds,process,round,phase,sent,lag,heap,resident,non_heap,direct,threads,files,state,changelog,disk");
        for (Sample each : samples) {
            BraidProcess.Memory memory = each.memory();
            lines.add(String.format(
                    Locale.ROOT,
                    "%.1f,%d,%d,%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d",
                    each.seconds(),
                    each.process(),
                    each.round(),
                    each.phase(),
                    each.sent(),
                    each.lag(),
                    memory.heap(),
                    memory.resident(),
                    memory.nonHeap(),
                    memory.direct(),
                    memory.threads(),
                    memory.files(),
                    each.state(),
                    each.changelog(),
                    each.disk()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, lines.toString());
    }

    /** A table of the rounds from {@code first} to {@code last}. */
    String table(int first, int last) {
        List<Sample> measured = samples.stream()
                .filter(sample -> sample.round() >= first && sample.round() <= last)
                .toList();
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("| | min | median of the first third | median of the last third | max | slope per hour |");
        lines.add("|---|---|---|---|---|---|");
        for (Column column : Column.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %,.1f | %,.1f | %+,.1f |",
                    column.title,
                    measured.stream().mapToDouble(column.value).min().orElseThrow(),
                    median(column, first),
                    median(column, last),
                    measured.stream().mapToDouble(column.value).max().orElseThrow(),
                    3600 * slope(measured, column.value)));
        }
        return lines.toString();
    }

    /** The slope per second of the line of least squares. */
    private static double slope(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double time = samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
        double mean = samples.stream().mapToDouble(value).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Sample each : samples) {
            covariance += (each.seconds() - time) * (value.applyAsDouble(each) - mean);
            variance += (each.seconds() - time) * (each.seconds() - time);
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
