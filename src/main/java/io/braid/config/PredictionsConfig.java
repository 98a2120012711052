package io.braid.config;

/**
 * How predictions are published.
 *
 * @param topics which topics they go to
 */
public record PredictionsConfig(Topics topics) {
    /** Which topics predictions go to. */
    public enum Topics {
        /** Each task's to one of its own: a record per event and task. */
        PER_TASK,
        /** All tasks' to one: a record per event. */
        COMBINED,
        /** To those of the tasks and to the common one. */
        BOTH
    }

    /** Whether each task has a topic of its own. */
    public boolean perTask() {
        return topics != Topics.COMBINED;
    }

    /** Whether the tasks have a common topic. */
    public boolean combined() {
        return topics != Topics.PER_TASK;
    }
}
