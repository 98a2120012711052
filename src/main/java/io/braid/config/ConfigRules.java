package io.braid.config;

import io.braid.config.Settings.Drift;
import io.braid.config.Settings.Events;
import io.braid.config.Settings.Feature;
import io.braid.config.Settings.Optimizer;
import io.braid.config.Settings.Root;
import io.braid.config.Settings.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold between settings. Settings that did not fit by themselves are reported already and left out here. */
final class ConfigRules {

    /** Kafka's limit. */
    private static final int LONGEST_TOPIC = 249;

    /** Numbers in one embedding table: a Java buffer has less than 2 GiB, of which alignment takes some. */
    private static final int LARGEST_TABLE = (1 << 29) - 32;

    private final Values document;
    private final Problems problems;

    private ConfigRules(Values document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    /**
     * Reports where settings that are sound by themselves do not go together.
     *
     * @param directory where relative paths start
     */
    static void check(Values document, Path directory, Problems problems) {
        ConfigRules rules = new ConfigRules(document, problems);
        rules.distinctNames(rules.features(), Feature.NAME, name -> name);
        // Kafka takes topics whose names differ only in '.' and '_' for the same, as its metrics do.
        rules.distinctNames(rules.tasks(), Task.NAME, name -> name.replace('.', '_'));
        rules.oneMain();
        rules.noLeaks();
        rules.tableSizes();
        rules.topics();
        rules.detected();
        rules.regenerated();
        rules.schema(directory);
    }

    private void distinctNames(List<Values> items, Setting<String> name, Function<String, String> same) {
        Map<String, Values> firsts = new HashMap<>();
        for (Values item : items) {
            String value = item.find(name);
            Values first = value == null ? null : firsts.putIfAbsent(same.apply(value), item);
            if (value != null && first != null) {
                report(item, name, value, "a name of its own; " + first.key(name) + " is " + first.get(name));
            }
        }
    }

    private void oneMain() {
        Values main = null;
        int auxiliary = 0;
        for (Values task : tasks()) {
            TaskConfig.Role role = task.find(Task.ROLE);
            auxiliary += role == TaskConfig.Role.AUXILIARY ? 1 : 0;
            if (role == TaskConfig.Role.MAIN && main != null) {
                report(task, Task.ROLE, "main", "auxiliary; " + main.key() + " is the main task, and there is one");
            } else if (role == TaskConfig.Role.MAIN) {
                main = task;
            }
        }
        if (auxiliary > 0 && auxiliary == tasks().size()) {
            report(document, Root.TASKS, "no main task", "one task whose role is main or not written");
        }
    }

    /** Categorical and text features have these settings alike; values are found by the settings' names. */
    private void tableSizes() {
        for (Values feature : features()) {
            Integer rows = feature.find(Feature.CATEGORICAL_ROWS);
            Integer dim = feature.find(Feature.CATEGORICAL_DIM);
            long floats = rows == null || dim == null ? 0 : (long) rows * dim;
            if (floats > LARGEST_TABLE) {
                String limit = "rows times dim, here " + floats + ", at most " + LARGEST_TABLE
                        + ", which is 2 GiB; lower rows or dim";
                report(feature, Feature.CATEGORICAL_ROWS, String.valueOf(rows), limit);
            }
        }
    }

    /** A field that is a label may not be a feature: the model would read the answer. */
    private void noLeaks() {
        Map<String, Values> labels = new HashMap<>();
        for (Values task : tasks()) {
            String field = task.find(Task.FIELD);
            if (field != null) {
                labels.putIfAbsent(field, task);
            }
        }
        for (Values feature : features()) {
            String field = feature.find(Feature.FIELD);
            Values task = field == null ? null : labels.get(field);
            if (field != null && task != null) {
                Setting<String> setting = feature.isWritten(Feature.FIELD) ? Feature.FIELD : Feature.NAME;
                report(feature, setting, field, "a field that is no label; it is the label of " + task.key());
            }
        }
    }

    private void topics() {
        String app = document.find(Root.APP);
        if (app == null) {
            return;
        }
        for (Values task : tasks()) {
            String name = task.find(Task.NAME);
            int length =
                    name == null ? 0 : BraidConfig.predictionsTopic(app, name).length();
            if (name != null && length > LONGEST_TOPIC) {
                String limit = "a shorter name: topics have at most " + LONGEST_TOPIC + " characters, and "
                        + BraidConfig.predictionsTopic("<app>", "<name>") + " has " + length;
                report(task, Task.NAME, name, limit);
            }
        }
        Values events = document.find(Root.EVENTS);
        String topic = events == null ? null : events.find(Events.TOPIC);
        boolean ours = topic != null
                && (topic.equals(BraidConfig.metricsTopic(app))
                        || topic.equals(BraidConfig.rejectsTopic(app))
                        || topic.equals(BraidConfig.combinedPredictionsTopic(app))
                        || topic.startsWith(BraidConfig.predictionsTopic(app, "")));
        if (events != null && topic != null && ours) {
            report(events, Events.TOPIC, topic, "a topic that this application does not write itself");
        }
    }

    private void detected() {
        Values drift = document.find(Root.DRIFT);
        DriftConfig.Reaction reaction = drift == null ? null : drift.find(Drift.REACTION);
        if (drift != null
                && reaction != null
                && reaction != DriftConfig.Reaction.NONE
                && drift.find(Drift.DETECTOR) == DriftConfig.Detector.NONE) {
            report(
                    drift,
                    Drift.REACTION,
                    Kinds.word(reaction),
                    "none, as there is no detector whose alarm it could follow; or choose a "
                            + drift.key(Drift.DETECTOR));
        }
    }

    private void regenerated() {
        Values optimizer = document.find(Root.OPTIMIZER);
        Double rate = optimizer == null ? null : optimizer.find(Optimizer.REGENERATION);
        if (optimizer != null
                && rate != null
                && rate > 0
                && optimizer.find(Optimizer.TYPE) == OptimizerConfig.Type.FTRL) {
            String expected = "0 with ftrl, whose weights follow from the sums of their gradients";
            report(optimizer, Optimizer.REGENERATION, rate.toString(), expected);
        }
    }

    private void schema(Path directory) {
        Values events = document.find(Root.EVENTS);
        Path schema = events == null ? null : events.find(Events.SCHEMA);
        if (events == null || schema == null) {
            return;
        }
        Path file = directory.resolve(schema);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            report(events, Events.SCHEMA, schema.toString(), "a file that can be read; " + file + " is none");
        }
    }

    private List<Values> features() {
        return orNone(document.find(Root.FEATURES));
    }

    private List<Values> tasks() {
        return orNone(document.find(Root.TASKS));
    }

    private static List<Values> orNone(@Nullable List<Values> items) {
        return items == null ? List.of() : items;
    }

    private void report(Values values, Setting<?> setting, String value, String expected) {
        problems.add(values.place(setting), values.key(setting), value, "expected: " + expected);
    }
}
