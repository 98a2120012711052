package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigException;
import io.braid.config.ConfigLoader;
import io.braid.config.Place;
import io.braid.config.Problem;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.SchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The parameter CONFIG, and what a command needs of it. */
final class ConfigFile {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String REGISTRY = "schema.registry.url";

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path path;

    private @Nullable String servers;

    /** The file. */
    Path path() {
        return path;
    }

    /** The configuration. */
    BraidConfig load() {
        return ConfigLoader.load(path);
    }

    /**
     * The configuration, which must tell how to reach Kafka and, if {@code registry}, a schema registry; with the values
     * that its placeholders stand for.
     */
    BraidConfig loadForKafka(boolean registry) {
        BraidConfig config = load();
        List<Problem> problems = new ArrayList<>();
        if (!config.kafka().containsKey(BOOTSTRAP)) {
            problems.add(missing("kafka." + BOOTSTRAP, "the address of a Kafka broker, such as localhost:9092"));
        }
        if (registry && !config.registry().containsKey(REGISTRY)) {
            problems.add(missing(REGISTRY, "the address of a schema registry, such as http://localhost:8081"));
        }
        Placeholders placeholders = new Placeholders(System.getenv());
        Map<String, String> kafka = placeholders.fill(
                config.kafka(),
                (setting, shown, expectation) -> problems.add(problem("kafka." + setting, shown, expectation)));
        Map<String, String> connection = registry
                ? placeholders.fill(
                        config.registry(),
                        (setting, shown, expectation) -> problems.add(problem(setting, shown, expectation)))
                : config.registry();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        servers = kafka.get(BOOTSTRAP);
        return config.withConnections(kafka, connection);
    }

    /** The brokers of the last configuration that was loaded for Kafka; null when there is none. */
    @Nullable
    String servers() {
        return servers;
    }

    private Problem missing(String key, String expected) {
        return problem(key, "missing", "expected: " + expected);
    }

    private Problem problem(String key, String shown, String expectation) {
        return new Problem(Place.whole(path.toString()), key, shown, expectation);
    }

    /** The registry of {@code config}. */
    static SchemaRegistry registry(BraidConfig config) {
        return ConfluentRegistry.of(config.registry());
    }
}
