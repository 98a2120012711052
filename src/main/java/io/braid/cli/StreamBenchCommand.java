package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.bench.Contestant;
import io.braid.bench.Spread;
import io.braid.bench.StreamBench;
import io.braid.bench.StreamResult;
import io.braid.config.BraidConfig;
import io.braid.embedded.EmbeddedRegistry;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code braid bench stream}: Braid beside a topology that only passes records on. */
@Command(
        name = "stream",
        description =
                "Measures Braid from topic to topic, in turn with a Kafka Streams topology that only passes records"
                        + " on.",
        mixinStandardHelpOptions = true)
final class StreamBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A CSV file with a header; its rows are sent repeatedly.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--events", paramLabel = "N", description = "Events on the topic (default: ${DEFAULT-VALUE}).")
    private long events = 600_000;

    @Option(names = "--warm-up", paramLabel = "N", description = "Events not measured (default: ${DEFAULT-VALUE}).")
    private long warmUp = 200_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--bootstrap", paramLabel = "ADDRESS", description = "A broker to use instead of one of its own.")
    private @Nullable String bootstrap;

    @Option(names = "--pin", description = "Runs on processor 0, the broker on processor 1 (Linux).")
    private boolean pin;

    @Option(names = "--kafka", paramLabel = "NAME=VALUE", description = "A setting of Kafka's for both; repeatable.")
    private Map<String, String> settings = new HashMap<>();

    @Option(
            names = "--latency",
            description = "Measure the time from event to prediction at --rate, not the throughput.")
    private boolean latency;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second for --latency (default: ${DEFAULT-VALUE}).")
    private long rate = 20_000;

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds of --latency (default: ${DEFAULT-VALUE}).")
    private int seconds = 15;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "N",
            description = "Seconds of --latency before them (default: ${DEFAULT-VALUE}).")
    private int latencyWarmUp = 40;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Numbers.atLeast(spec, "--rounds", rounds, 1);
        Numbers.atLeast(spec, "--warm-up", warmUp, 1);
        Numbers.atLeast(spec, "--seconds", seconds, 1);
        Numbers.atLeast(spec, "--warm-up-seconds", latencyWarmUp, 0);
        Numbers.atLeast(spec, "--events", events, warmUp + 1);
        Path directory = Files.createTempDirectory("braid-bench");
        try (Servers servers = Servers.start(directory, bootstrap, pin ? "1" : null)) {
            BraidConfig config = servers.config(file.load());
            KafkaClients.createEventsTopic(config);
            StreamBench bench = new StreamBench(
                    file.path(), servers.address(), servers.registry().url(), directory, pin ? "0" : null, settings);
            if (latency) {
                LatencyBench.Report report = new LatencyBench(
                                bench,
                                config,
                                data,
                                rate,
                                latencyWarmUp,
                                seconds,
                                spec.commandLine().getErr())
                        .run(rounds);
                spec.commandLine().getOut().println(json ? Json.text(report.tree()) : report.text());
            } else {
                fill(config);
                report(run(bench));
            }
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private void fill(BraidConfig config) {
        EventProducer producer = new EventProducer(config, ConfigFile.registry(config));
        for (long sent = 0; sent < events; ) {
            sent += producer.send(data, 0, events - sent, 0, done -> {}, () -> false)
                    .sent();
        }
    }

    private Map<Contestant, List<StreamResult>> run(StreamBench bench) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Map<Contestant, List<StreamResult>> results = new EnumMap<>(Contestant.class);
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : Contestant.values()) {
                StreamResult result =
                        bench.run("bench-" + Names.of(contestant) + "-" + round, contestant, warmUp, events);
                err.printf(
                        Locale.ROOT,
                        "round %d %-12s %,9.0f events per CPU-second, %,9.0f per second, %.2f us of the stream thread"
                                + " each%n",
                        round,
                        Names.of(contestant),
                        result.perProcessorSecond(),
                        result.perSecond(),
                        result.threadMicros());
                results.computeIfAbsent(contestant, first -> new ArrayList<>()).add(result);
            }
        }
        return results;
    }

    private void report(Map<Contestant, List<StreamResult>> results) {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode node = Json.object();
        node.put("events", events).put("warm_up", warmUp).put("rounds", rounds);
        double ratio = 1;
        for (Contestant contestant : Contestant.values()) {
            List<StreamResult> runs = results.getOrDefault(contestant, List.of());
            ObjectNode one = node.putObject(Names.of(contestant));
            Spread processor = spread(runs, StreamResult::perProcessorSecond);
            put(one.putObject("events_per_cpu_second"), processor);
            put(one.putObject("events_per_second"), spread(runs, StreamResult::perSecond));
            put(one.putObject("stream_thread_micros_per_event"), spread(runs, StreamResult::threadMicros));
            ratio = contestant == Contestant.BRAID ? processor.median() : ratio / processor.median();
            if (!json) {
                out.printf(
                        Locale.ROOT,
                        "%-12s  %,.0f events per CPU-second (%,.0f to %,.0f)%n",
                        Names.of(contestant),
                        processor.median(),
                        processor.least(),
                        processor.most());
            }
        }
        node.put("ratio", ratio);
        out.println(json ? Json.text(node) : String.format(Locale.ROOT, "ratio         %.3f", ratio));
    }

    private static Spread spread(List<StreamResult> runs, ToDoubleFunction<StreamResult> figure) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static void put(ObjectNode node, Spread spread) {
        node.put("median", spread.median()).put("least", spread.least()).put("most", spread.most());
    }

    /** The broker and the registry that the runs share. */
    private record Servers(@Nullable AutoCloseable broker, String address, EmbeddedRegistry registry)
            implements AutoCloseable {
        static Servers start(Path directory, @Nullable String bootstrap, @Nullable String processors) throws Exception {
            if (bootstrap != null) {
                return new Servers(null, bootstrap, EmbeddedRegistry.start(bootstrap, 0));
            }
            StreamBench.Broker own = StreamBench.broker(directory.resolve("broker"), processors);
            try {
                return new Servers(own.process(), own.servers(), EmbeddedRegistry.start(own.servers(), 0));
            } catch (RuntimeException failed) {
                own.process().close();
                throw failed;
            }
        }

        BraidConfig config(BraidConfig config) {
            Map<String, String> kafka = new HashMap<>(config.kafka());
            kafka.put("bootstrap.servers", address);
            return config.withConnections(kafka, Map.of("schema.registry.url", registry.url()));
        }

        @Override
        public void close() throws Exception {
            registry.close();
            if (broker != null) {
                broker.close();
            }
        }
    }
}
