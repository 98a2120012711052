package io.braid.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping of any keys to single values, as text: settings of others, passed through. Reports never show the values. */
record TextMap() implements Kind<Map<String, String>> {

    @Override
    public String expectation() {
        return "a mapping of keys to single values";
    }

    @Override
    public @Nullable Map<String, String> read(Node node, String key, Problems problems) {
        if (node.isNothing()) {
            return Map.of();
        }
        if (!(node instanceof Node.Mapping mapping)) {
            // Not Problems.unfit, which shows the text of a scalar.
            problems.add(node.place(), key, "not a mapping", "expected: " + expectation());
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (Node.Entry entry : mapping.byKey(key, problems).values()) {
            if (entry.value() instanceof Node.Scalar scalar) {
                values.put(entry.key(), scalar.text());
            } else {
                problems.unfit(entry.value(), entry.path(key), "a single value");
            }
        }
        return values;
    }
}
