package io.braid.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Latencies in milliseconds, by the second in which the event was sent. */
public final class Latencies {
    private final List<List<Double>> seconds = new ArrayList<>();

    /** One more, of an event that was sent in the {@code second}-th second, counted from 0. */
    void add(int second, double milliseconds) {
        while (seconds.size() <= second) {
            seconds.add(new ArrayList<>());
        }
        seconds.get(second).add(milliseconds);
    }

    /** Over how many seconds events were sent whose predictions came. */
    public int seconds() {
        return seconds.size();
    }

    /** How many there are of the seconds from {@code from} on, before {@code to}. */
    public int count(int from, int to) {
        return between(from, to).length;
    }

    /**
     * The latency that a share of {@code quantile} doesn't exceed, of the seconds from {@code from} on, before {@code to}.
     *
     * @return NaN when there are none
     */
    public double quantile(double quantile, int from, int to) {
        double[] sorted = between(from, to);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (quantile * (sorted.length - 1))];
    }

    private double[] between(int from, int to) {
        double[] values = seconds.subList(Math.min(from, seconds.size()), Math.min(to, seconds.size())).stream()
                .flatMapToDouble(second -> second.stream().mapToDouble(Double::doubleValue))
                .toArray();
        Arrays.sort(values);
        return values;
    }
}
