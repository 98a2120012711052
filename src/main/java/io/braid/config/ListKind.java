package io.braid.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of values of one kind.
 *
 * @param of what the items are, in the plural
 * @param item the kind of the items
 * @param least the fewest items
 * @param most the most items
 * @param distinct whether an item that occurs again is a problem
 */
record ListKind<T>(String of, Kind<T> item, int least, int most, boolean distinct) implements Kind<List<T>> {

    /** The most items where nothing but the length of the file is a limit. */
    static final int ANY = Integer.MAX_VALUE;

    @Override
    public String expectation() {
        return "a list of " + least + (most == ANY ? " or more " : " to " + most + " ") + of;
    }

    /** The items that fit; the others are reported one by one. */
    @Override
    public @Nullable List<T> read(Node node, String key, Problems problems) {
        if (!(node instanceof Node.Sequence sequence)
                || sequence.items().size() < least
                || sequence.items().size() > most) {
            problems.unfit(node, key, expectation());
            return null;
        }
        List<T> values = new ArrayList<>();
        Map<T, Integer> firsts = new HashMap<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Node itemNode = sequence.items().get(i);
            String itemKey = key + "[" + i + "]";
            T value = item.read(itemNode, itemKey, problems);
            if (value == null) {
                continue;
            }
            values.add(value);
            Integer first = distinct ? firsts.putIfAbsent(value, i) : null;
            if (first != null) {
                problems.unfit(itemNode, itemKey, "each once, and " + key + "[" + first + "] is the same");
            }
        }
        return values;
    }
}
