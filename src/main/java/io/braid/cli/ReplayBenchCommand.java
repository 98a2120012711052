package io.braid.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.bench.Spread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code braid bench replay}: the same replay several times in one process, so that the measured ones meet compiled code. */
@Command(
        name = "replay",
        description = "Replays a file several times, each time with a new model.",
        mixinStandardHelpOptions = true)
final class ReplayBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path config;

    @Parameters(index = "1", paramLabel = "DATA", description = "A CSV file with a header, .gz too.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N rows.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--preload", description = "Decode the file before the clock starts.")
    private boolean preload;

    @Option(names = "--warm-up", paramLabel = "N", description = "Replays before the first round.")
    private int warmUp = 3;

    @Option(names = "--rounds", paramLabel = "N", description = "Replays that are measured.")
    private int rounds = 5;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Numbers.atLeast(spec, "--rounds", rounds, 1);
        for (int round = 0; round < warmUp; round++) {
            replay();
        }
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(replay());
        }
        print(Spread.of(rates), spec.commandLine().getOut());
        return 0;
    }

    private double replay() {
        List<String> arguments = new ArrayList<>(List.of("--json", "--limit", Long.toString(limit)));
        if (preload) {
            arguments.add("--preload");
        }
        arguments.add(config.toString());
        arguments.add(data.toString());
        StringWriter summary = new StringWriter();
        ReplayCommand replay = new ReplayCommand();
        new CommandLine(replay)
                .setOut(new PrintWriter(summary))
                .setErr(spec.commandLine().getErr())
                .parseArgs(arguments.toArray(String[]::new));
        replay.call();
        JsonNode result = Json.tree(summary.toString());
        return result.get("events").asLong() / result.get("seconds").asDouble();
    }

    private void print(Spread rates, PrintWriter out) {
        if (json) {
            ObjectNode node = Json.object();
            node.put("java", Runtime.version().toString());
            node.put("events_per_second", Math.round(rates.median()));
            node.put("least", Math.round(rates.least()));
            node.put("most", Math.round(rates.most()));
            out.println(Json.text(node));
            return;
        }
        out.printf(
                Locale.ROOT, "%,.0f events a second (%,.0f to %,.0f)%n", rates.median(), rates.least(), rates.most());
    }
}
