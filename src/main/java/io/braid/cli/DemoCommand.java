package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.embedded.EmbeddedBroker;
import io.braid.embedded.EmbeddedRegistry;
import io.braid.examples.Example;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.SchemaRegistry;
import io.braid.topology.BraidApplication;
import io.braid.topology.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code braid demo}: everything on one machine, with nothing to set up. */
@Command(
        name = "demo",
        description = "Starts a broker and a registry on loopback, streams a bundled example, and learns from it live.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--example", paramLabel = "NAME", description = "flights (the default), patients or reviews.")
    private String name = "flights";

    @Option(names = "--events", paramLabel = "N", description = "End after N events, with a summary.")
    private @Nullable Integer events;

    @Option(names = "--rate", paramLabel = "N", description = "Send N events a second at most.")
    private @Nullable Long rate;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Example example = example();
        int count = events == null ? example.events() : events;
        Numbers.atLeast(spec, "--events", count, 1);
        Numbers.atLeast(spec, "--rate", rate == null ? 1 : rate, 1);
        PrintWriter err = spec.commandLine().getErr();
        Path directory = Files.createTempDirectory("braid-demo");
        try (StopSignal signal = new StopSignal()) {
            example.writeTo(directory, count);
            err.println("starting a broker and a schema registry on this machine ...");
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                    EmbeddedRegistry server = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
                BraidConfig config = config(directory, broker, server);
                err.println("broker " + broker.bootstrapServers() + ", registry " + server.url() + ", configuration "
                        + directory.resolve("config.yaml"));
                run(config, example, directory, count);
            }
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private Example example() {
        try {
            return Example.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "--" + unknown.getMessage(), unknown);
        }
    }

    /** The example's configuration, pointed to the servers of this process. */
    private static BraidConfig config(Path directory, EmbeddedBroker broker, EmbeddedRegistry server) {
        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));
        Map<String, String> kafka = new HashMap<>(config.kafka());
        kafka.put("bootstrap.servers", broker.bootstrapServers());
        kafka.put("state.dir", directory.resolve("state").toString());
        return config.withConnections(kafka, Map.of("schema.registry.url", server.url()));
    }

    private void run(BraidConfig config, Example example, Path directory, int count) throws InterruptedException {
        SchemaRegistry registry = ConfluentRegistry.of(config.registry());
        KafkaClients.createEventsTopic(config);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long started = System.nanoTime();
        double seconds;
        try (BraidApplication application =
                BraidApplication.start(config, registry, records -> pipeline(config, count))) {
            try (LiveView view = new LiveView(config, registry, json ? err : out)) {
                if (!json || Progress.onTerminal()) {
                    view.start();
                }
                new EventProducer(config, registry)
                        .send(
                                example.data(directory),
                                0,
                                count,
                                rate == null ? 0 : rate,
                                done -> {},
                                () -> Thread.currentThread().isInterrupted());
                seconds = await(application, started, err);
            }
            application.close();
            if (application.engine().orElse(null) instanceof Pipeline pipeline) {
                SummaryPrinter.print(pipeline.summary(), seconds, application.saves(), json, out);
            }
        }
    }

    private static Pipeline pipeline(BraidConfig config, int count) {
        Pipeline pipeline = new Pipeline(config);
        pipeline.halfAt(count / 2);
        return pipeline;
    }

    /** Waits until the events are learnt, and for ever if no number was given; returns the seconds until they were. */
    private double await(BraidApplication application, long started, PrintWriter err) {
        double seconds = 0;
        try {
            application.awaitPresentEnd();
            seconds = (System.nanoTime() - started) / 1e9;
            if (events == null) {
                err.println("all events of the example are learnt; the model waits for more (Ctrl-C ends it)");
                application.awaitStop();
            }
        } catch (InterruptedException ended) {
            err.println("stopping ...");
        }
        return seconds > 0 ? seconds : (System.nanoTime() - started) / 1e9;
    }
}
