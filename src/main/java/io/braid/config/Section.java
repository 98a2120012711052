package io.braid.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys.
 *
 * @param what what it describes, such as {@code a numeric feature}; empty for the document
 * @param settings its settings
 * @param others keys that are read elsewhere, to be suggested too where a key is unknown
 */
record Section(String what, List<Setting<?>> settings, List<String> others) implements Kind<Values> {

    Section(String what, Setting<?>... settings) {
        this(what, List.of(settings), List.of());
    }

    @Override
    public String expectation() {
        return "a mapping of " + String.join(", ", names());
    }

    /** The values, as far as they fit; a key without a value is an empty mapping. */
    @Override
    public @Nullable Values read(Node node, String key, Problems problems) {
        Node place = node.isNothing() ? new Node.Mapping(node.place(), List.of()) : node;
        if (!(place instanceof Node.Mapping mapping)) {
            problems.unfit(node, key, expectation());
            return null;
        }
        Map<String, Node.Entry> entries = mapping.byKey(key, problems);
        for (Node.Entry entry : entries.values()) {
            if (!names().contains(entry.key())) {
                reportUnknown(entry, key, problems);
            }
        }
        Values values = new Values(mapping.place(), key, entries);
        settings.forEach(setting -> values.read(setting, problems));
        return values;
    }

    /** Says which key was probably meant; not the value, since a misplaced or misspelt one may be a password. */
    private void reportUnknown(Node.Entry entry, String key, Problems problems) {
        List<String> known = Stream.concat(names().stream(), others.stream()).toList();
        String hint = Spelling.nearest(entry.key(), known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("known keys: " + String.join(", ", known));
        problems.add(entry.place(), entry.path(key), what.isEmpty() ? "unknown key" : "unknown key of " + what, hint);
    }

    /** The names of the settings. */
    List<String> names() {
        return settings.stream().map(Setting::name).toList();
    }
}
