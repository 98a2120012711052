package io.braid.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A piece of a YAML document, with its place. */
sealed interface Node {

    /** Where it begins. */
    Place place();

    /** What stands here, for a report: the text of a scalar, but never the inside of a list or a mapping. */
    String shown();

    /** Whether a key was written and no value. */
    default boolean isNothing() {
        return false;
    }

    /** A single value as the text that was written; quoted or not makes no difference. */
    record Scalar(Place place, String text) implements Node {
        @Override
        public String shown() {
            return text.isEmpty() ? "nothing" : text;
        }

        @Override
        public boolean isNothing() {
            return text.isEmpty();
        }
    }

    /** YAML's null: {@code ~} or {@code null}, unquoted. */
    record Nothing(Place place) implements Node {
        @Override
        public String shown() {
            return "nothing";
        }

        @Override
        public boolean isNothing() {
            return true;
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String shown() {
            return items.isEmpty() ? "an empty list" : "a list of " + items.size();
        }
    }

    /** A mapping, with the entries in the file's order; a key may still occur twice. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        @Override
        public String shown() {
            return "a mapping";
        }

        /** The same mapping with just the entries whose key passes {@code test}. */
        Mapping only(Predicate<String> test) {
            return new Mapping(
                    place,
                    entries.stream().filter(entry -> test.test(entry.key)).toList());
        }

        /**
         * The entries by key; a key that occurs again is reported, and its first value stands.
         *
         * @param key the path of this mapping
         */
        Map<String, Entry> byKey(String key, Problems problems) {
            Map<String, Entry> byKey = new LinkedHashMap<>();
            for (Entry entry : entries) {
                Entry first = byKey.putIfAbsent(entry.key, entry);
                if (first != null) {
                    String earlier = "the first one is in line " + first.place.line();
                    problems.add(entry.place, entry.path(key), "duplicate key", earlier);
                }
            }
            return byKey;
        }
    }

    /** What YAML knows and a configuration does not: an alias, an anchor, a tag. */
    record Unsupported(Place place, String shown) implements Node {}

    /** A key of a mapping and its value; the place is the key's. */
    record Entry(Place place, String key, Node value) {
        /** The path of this key in a mapping that lies at {@code parent}. */
        String path(String parent) {
            return parent.isEmpty() ? key : parent + "." + key;
        }
    }
}
