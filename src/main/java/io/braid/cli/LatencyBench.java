package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.bench.Contestant;
import io.braid.bench.Latencies;
import io.braid.bench.LatencyProbe;
import io.braid.bench.Spread;
import io.braid.bench.StreamBench;
import io.braid.config.BraidConfig;
import io.braid.ingest.CsvRecords;
import io.braid.ingest.CsvRow;
import io.braid.ingest.EncodedRow;
import io.braid.ingest.EventSchema;
import io.braid.registry.SubjectNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The time from an event to its prediction, of each {@link Contestant} in turn. Events come from the start on, and the
 * seconds of the warm-up are shown too: they tell how long the backlog of the start lasts.
 */
final class LatencyBench {
    private static final int ROWS = 20_000;
    private static final double[] QUANTILES = {0.5, 0.99};

    private final StreamBench bench;
    private final BraidConfig config;
    private final Path data;
    private final long rate;
    private final int warmUp;
    private final int seconds;
    private final PrintWriter err;

    LatencyBench(
            StreamBench bench, BraidConfig config, Path data, long rate, int warmUp, int seconds, PrintWriter err) {
        this.bench = bench;
        this.config = config;
        this.data = data;
        this.rate = rate;
        this.warmUp = warmUp;
        this.seconds = seconds;
        this.err = err;
    }

    /** What was measured, in milliseconds. */
    record Report(long rate, int rounds, Map<Contestant, Map<Double, Spread>> quantiles) {
        ObjectNode tree() {
            ObjectNode node = Json.object();
            node.put("events_per_second", rate).put("rounds", rounds);
            quantiles.forEach((contestant, spreads) -> {
                ObjectNode one = node.putObject(Names.of(contestant));
                spreads.forEach((quantile, spread) -> one.putObject("p" + Math.round(100 * quantile))
                        .put("median_ms", spread.median())
                        .put("least_ms", spread.least())
                        .put("most_ms", spread.most()));
            });
            return node;
        }

        String text() {
            List<String> lines = new ArrayList<>();
            quantiles.forEach((contestant, spreads) -> spreads.forEach((quantile, spread) -> lines.add(String.format(
                    Locale.ROOT,
                    "%-12s  p%.0f %6.2f ms (%.2f to %.2f)",
                    Names.of(contestant),
                    100 * quantile,
                    spread.median(),
                    spread.least(),
                    spread.most()))));
            return String.join(System.lineSeparator(), lines);
        }
    }

    /** Measures {@code rounds} times. */
    Report run(int rounds) throws Exception {
        for (String topic : config.predictionsTopics()) {
            KafkaClients.createTopic(config, topic);
        }
        List<byte[]> events = events();
        LatencyProbe probe = new LatencyProbe(config);
        Map<Contestant, List<Latencies>> latencies = new EnumMap<>(Contestant.class);
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : inTurn(round)) {
                try (AutoCloseable served = bench.serve("latency-" + Names.of(contestant) + "-" + round, contestant)) {
                    Latencies run = probe.measure(events, rate, warmUp + seconds);
                    timeline(round, contestant, run);
                    if (run.count(warmUp, run.seconds()) == 0) {
                        throw new IllegalStateException("no predictions of " + Names.of(contestant)
                                + " came after the warm-up (expected: an application that runs; its standard error says"
                                + " why it doesn't)");
                    }
                    latencies
                            .computeIfAbsent(contestant, first -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        Map<Contestant, Map<Double, Spread>> quantiles = new EnumMap<>(Contestant.class);
        latencies.forEach((contestant, runs) -> {
            Map<Double, Spread> spreads = quantiles.computeIfAbsent(contestant, first -> new TreeMap<>());
            for (double quantile : QUANTILES) {
                spreads.put(
                        quantile,
                        Spread.of(runs.stream()
                                .map(run -> run.quantile(quantile, warmUp, run.seconds()))
                                .toList()));
            }
        });
        return new Report(rate, rounds, quantiles);
    }

    /** The one that is first has a broker that is less used to its work. */
    private static List<Contestant> inTurn(int round) {
        List<Contestant> contestants = new ArrayList<>(List.of(Contestant.values()));
        if (round % 2 == 0) {
            Collections.reverse(contestants);
        }
        return contestants;
    }

    private void timeline(int round, Contestant contestant, Latencies run) {
        for (int second = 0; second < run.seconds(); second++) {
            err.printf(
                    Locale.ROOT,
                    "round %d %-12s second %2d: %,7d predictions, p50 %8.2f ms, p99 %8.2f ms, most %8.2f ms%n",
                    round,
                    Names.of(contestant),
                    second,
                    run.count(second, second + 1),
                    run.quantile(0.5, second, second + 1),
                    run.quantile(0.99, second, second + 1),
                    run.quantile(1, second, second + 1));
        }
        err.flush();
    }

    private List<byte[]> events() {
        Schema schema = EventSchema.of(config);
        int id = ConfigFile.registry(config)
                .register(
                        SubjectNames.of(config.registry())
                                .valueSubject(config.events().topic(), schema),
                        schema);
        List<byte[]> events = new ArrayList<>();
        try (CsvRecords rows = CsvRecords.open(config, schema, data)) {
            for (CsvRow row = rows.next(); row != null && events.size() < ROWS; row = rows.next()) {
                if (row instanceof EncodedRow encoded) {
                    events.add(EventProducer.framed(encoded.body(), id));
                }
            }
        }
        return events;
    }
}
