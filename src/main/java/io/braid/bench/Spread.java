package io.braid.bench;

import java.util.Collection;

/** The median of some measurements, the smallest and the largest. */
public record Spread(double median, double least, double most) {
    /** Those of {@code values}, of which there is at least one. */
    public static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
