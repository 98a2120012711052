package io.braid.topology;

import io.braid.config.TaskConfig;

/** The names of the topology's last nodes, one for each topic that is written to. */
final class Sinks {
    static final String COMBINED_PREDICTIONS = "predictions";
    static final String METRICS = "metrics";
    static final String REJECTS = "rejects";

    private Sinks() {}

    static String predictions(TaskConfig task) {
        return "predictions-" + task.name();
    }
}
