package io.braid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.checkpoint.ModelChange;
import io.braid.config.BraidConfig;
import io.braid.topology.Checkpoint;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code braid inspect}: what the last committed checkpoint holds. */
@Command(
        name = "inspect",
        description = "Reads the last committed checkpoint and shows its version, offsets, events and weights' hash.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        BraidConfig config = file.loadForKafka(false);
        Pipeline pipeline = new Pipeline(config);
        try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(config)) {
            Checkpoint.read(config, consumer, pipeline);
        }
        Pipeline saved = pipeline.asSaved();
        List<String> differences = ModelChange.between(saved.config(), config).lines();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(tree(config, saved, differences)));
        } else {
            print(config, saved, differences, out);
        }
        return 0;
    }

    private static void print(BraidConfig config, Pipeline pipeline, List<String> differences, PrintWriter out) {
        Summary summary = pipeline.summary();
        out.println("checkpoint    " + Checkpoint.topic(config));
        out.printf(Locale.ROOT, "model version %,d%n", summary.modelVersion());
        out.printf(Locale.ROOT, "events        %,d (%,d rejected)%n", summary.events(), summary.rejected());
        out.printf(Locale.ROOT, "trained       %,d in %,d batches%n", summary.trained(), summary.batches());
        pipeline.offsets().forEach((partition, offset) -> out.println("next offset   " + partition + ": " + offset));
        out.println("weights       " + summary.weightsSha256());
        if (!differences.isEmpty()) {
            out.println("It is of another configuration than this one, which differs in:");
            differences.forEach(line -> out.println("  " + line));
        }
    }

    private static ObjectNode tree(BraidConfig config, Pipeline pipeline, List<String> differences) {
        Summary summary = pipeline.summary();
        ObjectNode node = Json.object();
        node.put("checkpoint", Checkpoint.topic(config));
        node.put("model_version", summary.modelVersion());
        node.put("events", summary.events());
        node.put("rejected", summary.rejected());
        node.put("trained", summary.trained());
        node.put("batches", summary.batches());
        ObjectNode offsets = node.putObject("offsets");
        pipeline.offsets().forEach(offsets::put);
        node.put("weights_sha256", summary.weightsSha256());
        ArrayNode changed = node.putArray("configuration_differences");
        differences.forEach(changed::add);
        return node;
    }
}
