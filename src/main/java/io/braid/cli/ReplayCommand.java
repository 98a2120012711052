package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.ingest.CsvEvents;
import io.braid.ingest.CsvRecords;
import io.braid.ingest.Event;
import io.braid.ingest.Ingested;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code braid replay}: the same learner on a file, in file order, without Kafka. */
@Command(
        name = "replay",
        description = "Learns from a file without Kafka: tests on each row, then trains on it.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Parameters(index = "1", paramLabel = "DATA", description = "A CSV file with a header, .gz too.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N rows.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--preload", description = "Decode the file before the clock starts.")
    private boolean preload;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Numbers.atLeast(spec, "--limit", limit, 1);
        BraidConfig config = file.load();
        PrintWriter err = spec.commandLine().getErr();
        Pipeline pipeline = new Pipeline(config);
        double seconds = preload ? preloaded(config, pipeline, err) : streamed(config, pipeline, err);
        SummaryPrinter.print(
                pipeline.summary(), seconds, json, spec.commandLine().getOut());
        return 0;
    }

    private double streamed(BraidConfig config, Pipeline pipeline, PrintWriter err) {
        try (CsvEvents events = open(config, err)) {
            long total = Math.min(CsvRecords.count(data), limit);
            pipeline.halfAt(total / 2);
            warmUp(config);
            Progress progress = new Progress("replay", total, err);
            long started = System.nanoTime();
            for (long row = 0; row < total; row++) {
                take(events.next(), pipeline);
                progress.show(row);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            progress.done();
            return seconds;
        }
    }

    private void warmUp(BraidConfig config) {
        try (CsvEvents rehearsal = CsvEvents.open(config, data)) {
            WarmUp.on(config, rehearsal::next);
        }
    }

    private CsvEvents open(BraidConfig config, PrintWriter err) {
        CsvEvents events = CsvEvents.open(config, data);
        if (!events.missing().isEmpty()) {
            err.println("warning: " + data + " has no column for " + String.join(", ", events.missing())
                    + ": missing in every event");
        }
        return events;
    }

    private double preloaded(BraidConfig config, Pipeline pipeline, PrintWriter err) {
        List<Ingested> rows = new ArrayList<>();
        try (CsvEvents events = open(config, err)) {
            Progress progress = new Progress("reading", 0, err);
            Ingested next = rows.size() < limit ? events.next() : null;
            while (next != null) {
                rows.add(next);
                progress.show(rows.size());
                next = rows.size() < limit ? events.next() : null;
            }
            progress.done();
        }
        pipeline.halfAt(rows.size() / 2);
        Iterator<Ingested> rehearsal = rows.iterator();
        WarmUp.on(config, () -> rehearsal.hasNext() ? rehearsal.next() : null);
        long started = System.nanoTime();
        for (Ingested row : rows) {
            take(row, pipeline);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    static void take(@Nullable Ingested row, Pipeline pipeline) {
        if (row instanceof Event event) {
            pipeline.offer(event, Output.NOWHERE);
        } else if (row != null) {
            pipeline.rejected();
        }
    }
}
