package io.braid.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks to learn together: groups whose gradients agree on average. Two groups become one, those that agree most first, as long as
 * the mean cosine between their tasks is above a bound.
 *
 * <p>Source: average linkage, Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958, on
 * the cosines of {@link TaskGradients}.
 */
public final class Grouping {
    /** Below, an agreement may be an error of the sketches. */
    static final double BOUND = 0.1;

    private Grouping() {}

    /** The groups, each of tasks in their order, in the order of their first tasks; a pair that is unknown counts as 0. */
    public static List<List<Integer>> of(TaskGradients gradients) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int task = 0; task < gradients.tasks(); task++) {
            groups.add(List.of(task));
        }
        while (merge(groups, gradients)) {}
        return groups;
    }

    private static boolean merge(List<List<Integer>> groups, TaskGradients gradients) {
        double most = BOUND;
        int into = -1;
        int from = -1;
        for (int s = 0; s < groups.size(); s++) {
            for (int t = s + 1; t < groups.size(); t++) {
                double agreement = agreement(groups.get(s), groups.get(t), gradients);
                if (agreement > most) {
                    most = agreement;
                    into = s;
                    from = t;
                }
            }
        }
        if (into < 0) {
            return false;
        }
        List<Integer> merged = new ArrayList<>(groups.get(into));
        merged.addAll(groups.remove(from));
        merged.sort(null);
        groups.set(into, List.copyOf(merged));
        return true;
    }

    private static double agreement(List<Integer> left, List<Integer> right, TaskGradients gradients) {
        double sum = 0;
        for (int s : left) {
            for (int t : right) {
                double cosine = gradients.cosine(s, t);
                sum += Double.isNaN(cosine) ? 0 : cosine;
            }
        }
        return sum / (left.size() * right.size());
    }
}
