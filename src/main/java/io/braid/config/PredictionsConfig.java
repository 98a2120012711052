package io.braid.config;

/**
 * How predictions are published.
 *
 * @param topics which topics they go to
 * @param calibrate whether probabilities are calibrated
 * @param interval how often the interval of a regression task should hold the label, as a share above 0 and below 1; 0: there
 *     are no intervals
 */
public record PredictionsConfig(Topics topics, boolean calibrate, double interval) {
    /** Which topics predictions go to. */
    public enum Topics {
        /** Each task's to one of its own: a record per event and task. */
        PER_TASK,
        /** All tasks' to one: a record per event. */
        COMBINED,
        /** To those of the tasks and to the common one. */
        BOTH
    }

    /** Whether predicted numbers have an interval. */
    public boolean hasInterval() {
        return interval > 0;
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
