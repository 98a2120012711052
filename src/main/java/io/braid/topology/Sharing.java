package io.braid.topology;

import io.braid.learn.Grouping;
import io.braid.learn.TaskGradients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Who helps whom, by the tasks' names. Pairs of which nothing is known yet are left out.
 *
 * @param cosines per task and other task, see {@link TaskGradients#cosine}
 * @param effects per task and other task: what a step for the one does to the other, see {@link TaskGradients#effect}
 * @param groups tasks to learn together, see {@link Grouping}
 */
public record Sharing(
        Map<String, Map<String, Double>> cosines, Map<String, Map<String, Double>> effects, List<List<String>> groups) {

    /** What {@code gradients} tell of the tasks with {@code names}. */
    static Sharing of(TaskGradients gradients, List<String> names) {
        return new Sharing(
                pairs(gradients::cosine, names),
                pairs(gradients::effect, names),
                Grouping.of(gradients).stream()
                        .map(group -> group.stream().map(names::get).toList())
                        .toList());
    }

    private interface Pair {
        double of(int task, int other);
    }

    private static Map<String, Map<String, Double>> pairs(Pair value, List<String> names) {
        IntFunction<Map<String, Double>> others = task -> {
            Map<String, Double> row = new LinkedHashMap<>();
            IntStream.range(0, names.size())
                    .filter(other -> other != task && Double.isFinite(value.of(task, other)))
                    .forEach(other -> row.put(names.get(other), value.of(task, other)));
            return row;
        };
        Map<String, Map<String, Double>> pairs = new LinkedHashMap<>();
        for (int task = 0; task < names.size(); task++) {
            pairs.put(names.get(task), others.apply(task));
        }
        return pairs;
    }
}
