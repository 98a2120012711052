package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * A model and the events that it meets.
 *
 * @param numbers elements of the one vector feature; 0 for none
 * @param categories categorical features
 * @param values values that each category has, evenly drawn; 0 for some tens to 200,000, the first ones by far the most
 *     frequent
 * @param words words of the one text feature; 0 for none
 * @param rows rows of each embedding table
 * @param dim floats of an embedding
 * @param layers widths of the shared layers
 * @param tasks how many: binary, five classes and regression in turn
 * @param balancing how the losses are weighed
 * @param surgery how the gradients are put together
 * @param batch events in a training batch
 * @param events different events, which come again and again
 */
public record Workload(
        int numbers,
        int categories,
        int values,
        int words,
        int rows,
        int dim,
        List<Integer> layers,
        int tasks,
        String balancing,
        String surgery,
        int batch,
        int events) {

    private static final List<String> TASKS = List.of("binary", "multiclass, classes: [a, b, c, d, e]", "regression");

    public Workload {
        layers = List.copyOf(layers);
    }

    /** This one in batches of {@code batch}, from {@code events} different events. */
    public Workload with(int batch, int events) {
        return new Workload(
                numbers, categories, values, words, rows, dim, layers, tasks, balancing, surgery, batch, events);
    }

    /**
     * The configuration: heads read the last layer alone, Adam moves the dense parameters, AdaGrad the embeddings.
     *
     * @throws io.braid.config.ConfigException when a number is out of its bounds
     */
    public BraidConfig config() {
        StringBuilder yaml = new StringBuilder("app: bench\nevents: {topic: bench.events}\nfeatures:\n");
        if (numbers > 0) {
            yaml.append("- {name: numbers, type: vector, size: " + numbers + "}\n");
        }
        String table = ", rows: " + rows + ", dim: " + dim + "}\n";
        for (int category = 0; category < categories; category++) {
            yaml.append("- {name: category" + category + ", type: categorical" + table);
        }
        if (words > 0) {
            yaml.append("- {name: text, type: text" + table);
        }
        yaml.append("tasks:\n");
        for (int task = 0; task < tasks; task++) {
            yaml.append("- {name: task" + task + ", type: " + TASKS.get(task % TASKS.size()) + "}\n");
        }
        yaml.append("model: {layers: " + layers + ", skip: false}\n")
                .append("optimizer: {type: adam, learning-rate: 0.001, rows: adagrad, rows-learning-rate: 0.01}\n")
                .append("balancing: {type: " + balancing + ", surgery: " + surgery + "}\n")
                .append("batch: {size: " + batch + "}\n");
        return ConfigLoader.parse(yaml.toString(), "workload", Path.of(""));
    }
}
