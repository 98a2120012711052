package io.braid.topology;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A failure at a step of an application's work.
 *
 * @param moment before the step is done, while it is done, or once it is
 * @param skipped how many times the step is passed unharmed first
 * @param failure makes what is thrown; without it the application dies
 */
record Fault(
        Step step, Moment moment, int skipped, @Nullable Supplier<RuntimeException> failure) {

    /** The steps around a commit, in their order, and those of a start. */
    enum Step {
        AHEAD("writing ahead"),
        SAVE("flushCache"),
        SEND("changelog send"),
        FLUSH("producer flush"),
        OFFSETS("sendOffsetsToTransaction"),
        COMMIT("commitTransaction"),
        RESTORE("restore");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        /** What Kafka calls it, or Braid does. */
        String label() {
            return label;
        }
    }

    enum Moment {
        BEFORE,
        DURING,
        AFTER
    }

    static Fault death(Step step, Moment moment, int skipped) {
        return new Fault(step, moment, skipped, null);
    }

    static Fault failure(Step step, Moment moment, Supplier<RuntimeException> failure) {
        return new Fault(step, moment, 0, failure);
    }
}
