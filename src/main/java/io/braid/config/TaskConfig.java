package io.braid.config;

import java.util.List;

/** One thing to predict, and the path of the event's field that holds its label. */
public sealed interface TaskConfig {
    /** The name of the task. */
    String name();

    /** The path of its label in the event's schema, with dots between nested records. */
    String field();

    /** Whether the model is there for this task, or the task for the model. */
    Role role();

    /** The factor of the task's loss in the sum that is minimised. */
    double weight();

    /** The loss that the task minimises. */
    LossType loss();

    /** The task's type as the configuration and the summary write it. */
    String type();

    /** The part that a task plays in multi-task learning. */
    enum Role {
        MAIN,
        AUXILIARY
    }

    /** True or false; predicted as the probability of true. */
    record Binary(String name, String field, Role role, double weight, LossType loss) implements TaskConfig {
        @Override
        public String type() {
            return "binary";
        }
    }

    /** One class out of several; predicted as a probability per class. */
    record Multiclass(String name, String field, Role role, double weight, LossType loss, List<String> classes)
            implements TaskConfig {
        public Multiclass {
            classes = List.copyOf(classes);
        }

        @Override
        public String type() {
            return "multiclass";
        }
    }

    /** A number; predicted in the label's own units. */
    record Regression(String name, String field, Role role, double weight, LossType loss) implements TaskConfig {
        @Override
        public String type() {
            return "regression";
        }
    }
}
