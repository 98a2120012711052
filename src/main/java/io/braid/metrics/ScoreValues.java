package io.braid.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects named scores in order, and leaves out those that have no value: JSON knows neither NaN nor infinity. */
final class ScoreValues {
    private final Map<String, Double> values = new LinkedHashMap<>();

    ScoreValues with(String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
        return this;
    }

    Map<String, Double> asMap() {
        return Collections.unmodifiableMap(values);
    }
}
