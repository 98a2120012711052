package io.braid.checkpoint;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What happens to a saved model under another configuration: features and tasks of the same name and settings keep what
 * they have learned, new ones start anew, and those that are gone are dropped.
 *
 * @param carried features and tasks that both configurations have
 * @param added those that only the new one has
 * @param dropped those that only the saved one has
 * @param adjusted other settings that may change, each as {@code name: old, now new}
 * @param conflicts settings that may not change, each as {@code name: new (expected: old)}
 */
public record ModelChange(
        List<String> carried, List<String> added, List<String> dropped, List<String> adjusted, List<String> conflicts) {

    /** What is different in {@code config} from the one that a model was {@code saved} with. */
    public static ModelChange between(BraidConfig saved, BraidConfig config) {
        ModelChange change = new ModelChange(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        change.compare("features.", features(saved), features(config));
        change.compare("tasks.", tasks(saved), tasks(config));
        conflicts("model", model(saved), model(config)).forEach(change.conflicts::add);
        Map<String, String> old = adjustable(saved);
        adjustable(config).forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                change.adjusted.add(name + ": " + old.get(name) + ", now " + value);
            }
        });
        return change;
    }

    private void compare(String prefix, Map<String, Map<String, String>> saved, Map<String, Map<String, String>> now) {
        now.forEach((name, settings) -> {
            Map<String, String> old = saved.get(name);
            if (old == null) {
                added.add(prefix + name);
            } else {
                carried.add(prefix + name);
                conflicts(prefix + name, old, settings).forEach(conflicts::add);
            }
        });
        saved.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> dropped.add(prefix + name));
    }

    private static Stream<String> conflicts(String of, Map<String, String> saved, Map<String, String> now) {
        return Stream.concat(saved.keySet().stream(), now.keySet().stream().filter(name -> !saved.containsKey(name)))
                .filter(name -> !Objects.equals(saved.get(name), now.get(name)))
                .map(name -> of + "." + name + ": " + Objects.requireNonNullElse(now.get(name), "none") + " (expected: "
                        + Objects.requireNonNullElse(saved.get(name), "none") + ")");
    }

    private static Map<String, Map<String, String>> features(BraidConfig config) {
        Map<String, Map<String, String>> features = new LinkedHashMap<>();
        for (FeatureConfig feature : config.features()) {
            features.put(feature.name(), ModelShape.settings(feature));
        }
        return features;
    }

    private static Map<String, Map<String, String>> tasks(BraidConfig config) {
        Map<String, Map<String, String>> tasks = new LinkedHashMap<>();
        for (TaskConfig task : config.tasks()) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("type", task.type());
            settings.put("loss", ModelDescription.word(task.loss()));
            if (task instanceof TaskConfig.Multiclass multiclass) {
                settings.put("classes", multiclass.classes().toString());
            }
            tasks.put(task.name(), settings);
        }
        return tasks;
    }

    /** Without layers, heads read the input whatever {@code skip} says. */
    private static Map<String, String> model(BraidConfig config) {
        boolean skip = config.model().skip() || config.model().layers().isEmpty();
        return Map.of(
                "encoder",
                ModelDescription.word(config.model().encoder()),
                "layers",
                config.model().layers().toString(),
                "skip",
                Boolean.toString(skip));
    }

    private static Map<String, String> adjustable(BraidConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("optimizer.type", ModelDescription.word(config.optimizer().type()));
        settings.put("optimizer.rows", ModelDescription.word(config.optimizer().rows()));
        settings.put("balancing.type", ModelDescription.word(config.balancing().type()));
        settings.put(
                "balancing.surgery", ModelDescription.word(config.balancing().surgery()));
        settings.put("batch.size", Integer.toString(config.batch().size()));
        settings.put("seed", Long.toString(config.seed()));
        return settings;
    }

    /**
     * Makes sure that the model can be carried over.
     *
     * @throws CheckpointException when it can't; names every setting that stands against it
     */
    public void requireCarried() {
        if (!conflicts.isEmpty()) {
            throw new CheckpointException("the model can't be carried over to this configuration:\n  "
                    + String.join("\n  ", conflicts) + "\nput these settings back, " + CheckpointException.FORGET);
        }
    }

    /** The differences, one a line. */
    public List<String> lines() {
        return Stream.of(
                        conflicts.stream(),
                        added.stream().map(name -> name + ": new"),
                        dropped.stream().map(name -> name + ": dropped"),
                        adjusted.stream())
                .flatMap(lines -> lines)
                .toList();
    }
}
