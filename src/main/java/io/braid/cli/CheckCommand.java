package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Encoder;
import io.braid.learn.Learner;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code braid check}: validates a configuration and shows the model that it makes. */
@Command(
        name = "check",
        description = "Validates a configuration and shows its features, tasks, parameters and topics.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        BraidConfig config = file.load();
        long parameters = new Learner(config, new Encoder(config).shape()).parameters();
        Arithmetic arithmetic = Arithmetic.here();
        arithmetic.warning().ifPresent(text -> spec.commandLine().getErr().println("warning: " + text));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(tree(config, parameters, arithmetic)));
        } else {
            print(config, parameters, arithmetic, out);
        }
        return 0;
    }

    private static void print(BraidConfig config, long parameters, Arithmetic arithmetic, PrintWriter out) {
        out.println("app       " + config.app());
        for (FeatureConfig feature : config.features()) {
            out.println("feature   " + feature.name() + ": " + kind(feature) + from(feature.name(), feature.field()));
        }
        for (TaskConfig task : config.tasks()) {
            out.println("task      " + task.name() + ": " + kind(task) + from(task.name(), task.field()));
        }
        out.println("model     " + Names.of(config.model().encoder()) + ", layers "
                + config.model().layers() + (config.model().skip() ? ", heads read the input too" : ""));
        out.println("optimizer " + Names.of(config.optimizer().type()) + " "
                + config.optimizer().learningRate() + ", embedding rows "
                + Names.of(config.optimizer().rows()) + " " + config.optimizer().rowsLearningRate());
        out.println("batch     " + config.batch().size() + " events, predicted after "
                + config.batch().linger().toMillis() + " ms at the latest");
        out.printf(Locale.ROOT, "learns    %,d parameters%n", parameters);
        out.println("computes  with " + arithmetic.description());
        out.println("reads     " + config.events().topic());
        config.predictionsTopics().forEach(topic -> out.println("writes    " + topic));
        out.println("writes    " + config.metricsTopic());
        out.println("writes    " + config.rejectsTopic());
    }

    private static String from(String name, String field) {
        return name.equals(field) ? "" : ", from field " + field;
    }

    private static String kind(FeatureConfig feature) {
        if (feature instanceof FeatureConfig.Categorical categorical) {
            return "categorical, " + categorical.rows() + " embeddings of " + categorical.dim();
        }
        if (feature instanceof FeatureConfig.Text text) {
            return "text, n-grams of up to " + text.ngrams() + " words in " + text.rows() + " embeddings of "
                    + text.dim();
        }
        return feature instanceof FeatureConfig.Vector vector ? "vector of " + vector.size() : "numeric";
    }

    private static String kind(TaskConfig task) {
        String classes = task instanceof TaskConfig.Multiclass multiclass ? " of " + multiclass.classes() : "";
        return task.type() + classes + ", " + Names.of(task.role()) + ", loss " + Names.of(task.loss()) + ", weight "
                + task.weight();
    }

    private static ObjectNode tree(BraidConfig config, long parameters, Arithmetic arithmetic) {
        ObjectNode node = Json.object();
        node.put("app", config.app());
        ObjectNode features = node.putObject("features");
        config.features().forEach(feature -> features.put(feature.name(), kind(feature)));
        ObjectNode tasks = node.putObject("tasks");
        config.tasks().forEach(task -> tasks.put(task.name(), kind(task)));
        node.put("encoder", Names.of(config.model().encoder()));
        node.put("parameters", parameters);
        node.put("arithmetic", arithmetic.description());
        ObjectNode topics = node.putObject("topics");
        topics.put("events", config.events().topic());
        if (config.predictions().perTask()) {
            config.tasks().forEach(task -> topics.put("predictions." + task.name(), config.predictionsTopic(task)));
        }
        if (config.predictions().combined()) {
            topics.put("predictions", config.combinedPredictionsTopic());
        }
        topics.put("metrics", config.metricsTopic());
        topics.put("rejects", config.rejectsTopic());
        return node;
    }
}
