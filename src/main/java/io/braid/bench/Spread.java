package io.braid.bench;

import java.util.List;

/** What several rounds of a measurement came to: the middle one, of two the mean, and how far apart they lie. */
public record Spread(double median, double least, double most) {

    /** The spread of {@code values}, of which there is one at least. */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double upper = sorted.get(middle);
        double median = sorted.size() % 2 == 1 ? upper : (sorted.get(middle - 1) + upper) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
