package io.braid.cli;

import io.braid.bench.Model;
import io.braid.bench.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The workload to measure: one with a name, and what of it shall be otherwise. */
final class WorkloadOptions {
    @Option(names = "--model", description = "M: 64 numbers; S: eight categories more. Default: ${DEFAULT-VALUE}.")
    private Model model = Model.M;

    @Option(names = "--batch", paramLabel = "N", description = "Events in a training batch.")
    private @Nullable Integer batch;

    @Option(names = "--numbers", paramLabel = "N", description = "Elements of the vector feature.")
    private @Nullable Integer numbers;

    @Option(names = "--categories", paramLabel = "N", description = "Categorical features.")
    private @Nullable Integer categories;

    @Option(
            names = "--values",
            paramLabel = "N",
            description = "Values of a category, evenly drawn; 0 for skewed ones.")
    private @Nullable Integer values;

    @Option(names = "--words", paramLabel = "N", description = "Words of the text feature.")
    private @Nullable Integer words;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of each embedding table.")
    private @Nullable Integer rows;

    @Option(names = "--dim", paramLabel = "N", description = "Floats of an embedding.")
    private @Nullable Integer dim;

    @Option(names = "--layers", paramLabel = "N", split = ",", description = "Widths of the shared layers.")
    private @Nullable List<Integer> layers;

    @Option(names = "--tasks", paramLabel = "N", description = "Tasks: binary, five classes and regression in turn.")
    private @Nullable Integer tasks;

    @Option(names = "--balancing", paramLabel = "TYPE", description = "How the tasks' losses are weighed.")
    private @Nullable String balancing;

    @Option(names = "--surgery", paramLabel = "TYPE", description = "How the tasks' gradients are put together.")
    private @Nullable String surgery;

    @Option(names = "--events", paramLabel = "N", description = "Different events, which come again and again.")
    private @Nullable Integer events;

    /** The workload. */
    Workload workload() {
        Workload usual = model.workload();
        return new Workload(
                or(numbers, usual.numbers()),
                or(categories, usual.categories()),
                or(values, usual.values()),
                or(words, usual.words()),
                or(rows, usual.rows()),
                or(dim, usual.dim()),
                layers == null ? usual.layers() : layers,
                or(tasks, usual.tasks()),
                balancing == null ? usual.balancing() : balancing,
                surgery == null ? usual.surgery() : surgery,
                or(batch, usual.batch()),
                or(events, usual.events()));
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
