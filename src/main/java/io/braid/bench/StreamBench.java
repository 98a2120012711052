package io.braid.bench;

import io.braid.embedded.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs on one broker, one after the other.
 *
 * @param config the configuration's file
 * @param servers the broker's address
 * @param registry the registry's address
 * @param directory for the state of the runs
 * @param processors those of each run, as {@code taskset -c} takes them, or null
 * @param settings of Kafka, over those of the configuration
 */
public record StreamBench(
        Path config,
        String servers,
        String registry,
        Path directory,
        @Nullable String processors,
        Map<String, String> settings) {
    private static final String COMMIT_INTERVAL_MILLIS = "1000";

    /** A broker in a process of its own. */
    public record Broker(String servers, AutoCloseable process) {}

    /** Starts a broker that keeps its data in {@code directory}, on the given processors. */
    public static Broker broker(Path directory, @Nullable String processors) throws IOException {
        Jvm process = Jvm.start(processors, BrokerProcess.class, List.of(directory.toString(), "0"));
        return new Broker(process.line(line -> line.matches("[0-9.]+:[0-9]+")), process);
    }

    /**
     * Lets {@code contestant} read {@code total} events from the events topic, and measures all but the first {@code warmUp}.
     *
     * @param name of the run; each its own
     */
    public StreamResult run(String name, Contestant contestant, long warmUp, long total)
            throws IOException, InterruptedException {
        try (Jvm jvm = start(name, contestant, warmUp, total, Map.of())) {
            String line = jvm.line(StreamResult::isResult);
            jvm.join();
            return StreamResult.parse(line);
        }
    }

    /** Starts {@code contestant} on the events to come; closing it ends it. */
    public AutoCloseable serve(String name, Contestant contestant) throws IOException {
        return start(name, contestant, 0, 0, Map.of("auto.offset.reset", "latest"));
    }

    private Jvm start(String name, Contestant contestant, long warmUp, long total, Map<String, String> more)
            throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of(
                "bootstrap.servers", servers,
                "application.id", name,
                "commit.interval.ms", COMMIT_INTERVAL_MILLIS,
                "state.dir", directory.resolve(name).toString()));
        all.putAll(more);
        all.putAll(settings);
        List<String> arguments =
                new ArrayList<>(List.of(contestant.name(), config.toString(), "" + warmUp, "" + total, registry));
        all.forEach((setting, value) -> arguments.add(setting + "=" + value));
        return Jvm.start(processors, StreamRun.class, arguments);
    }
}
