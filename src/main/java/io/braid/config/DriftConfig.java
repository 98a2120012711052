package io.braid.config;

/**
 * How changes of what is to be learnt are found, and what is done about them.
 *
 * @param detector what watches the losses of each task
 * @param delta greatest rate of false alarms, between 0 and 1
 * @param reaction what an alarm of a task leads to
 */
public record DriftConfig(Detector detector, double delta, Reaction reaction) {

    /** What watches the losses. */
    public enum Detector {
        NONE,
        ADWIN,
        PAGE_HINKLEY
    }

    /** What an alarm of a task leads to. */
    public enum Reaction {
        NONE,
        RESTART,
        RESET_HEAD,
        BOTH;

        /** Whether the head starts anew. */
        public boolean resetsHead() {
            return this == RESET_HEAD || this == BOTH;
        }

        /** Whether the optimiser starts anew on all that the task uses. */
        public boolean restarts() {
            return this == RESTART || this == BOTH;
        }
    }
}
