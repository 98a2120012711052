package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.publish.Prediction;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code braid watch}: predictions as they arrive. */
@Command(name = "watch", description = "Prints committed predictions as they arrive.", mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(names = "--task", paramLabel = "T", description = "Only those of this task.")
    private @Nullable String task;

    @Option(names = "--from-beginning", description = "Start with the oldest prediction, not with the next.")
    private boolean fromBeginning;

    @Option(names = "--events", paramLabel = "N", description = "Stop after N predictions.")
    private long events = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        Numbers.atLeast(spec, "--events", events, 1);
        BraidConfig config = file.loadForKafka(true);
        PrintWriter out = spec.commandLine().getOut();
        long printed = 0;
        try (PredictionStream stream =
                new PredictionStream(config, ConfigFile.registry(config), tasks(config), fromBeginning)) {
            while (printed < events && !out.checkError()) {
                for (Prediction prediction : stream.next()) {
                    if (printed++ < events) {
                        out.println(json ? Json.text(tree(prediction)) : prediction.line());
                    }
                }
            }
        }
        return 0;
    }

    private List<TaskConfig> tasks(BraidConfig config) {
        if (task == null) {
            return config.tasks();
        }
        List<TaskConfig> named =
                config.tasks().stream().filter(one -> one.name().equals(task)).toList();
        if (named.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--task: " + task + " (expected: one of "
                            + config.tasks().stream().map(TaskConfig::name).collect(Collectors.joining(", ")) + ")");
        }
        return named;
    }

    private static ObjectNode tree(Prediction prediction) {
        ObjectNode node = Json.object();
        node.put("event_id", prediction.eventId());
        node.put("task", prediction.task());
        node.put("model_version", prediction.modelVersion());
        node.put("event_time", prediction.eventTime());
        ObjectNode values = node.putObject("values");
        prediction.values().forEach(values::put);
        return node;
    }
}
