package io.braid.metrics;

import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import io.braid.config.TaskConfig.Role;
import java.util.List;
import java.util.SplittableRandom;

/** One task of each type, and random labels and predictions for them. */
final class Tasks {
    static final TaskConfig BINARY = new TaskConfig.Binary("late", "late", Role.MAIN, 1, LossType.LOGISTIC);
    static final TaskConfig MULTICLASS = new TaskConfig.Multiclass(
            "band", "band", Role.MAIN, 1, LossType.CROSS_ENTROPY, List.of("early", "on_time", "late"));
    static final TaskConfig REGRESSION = new TaskConfig.Regression("delay", "delay", Role.MAIN, 1, LossType.MSE);
    static final List<TaskConfig> ALL = List.of(BINARY, MULTICLASS, REGRESSION);

    private Tasks() {}

    static double label(TaskConfig task, SplittableRandom random) {
        if (task instanceof TaskConfig.Regression) {
            return 100 * random.nextDouble();
        }
        return random.nextInt(
                task instanceof TaskConfig.Multiclass multiclass
                        ? multiclass.classes().size()
                        : 2);
    }

    static float[] prediction(TaskConfig task, SplittableRandom random) {
        if (task instanceof TaskConfig.Regression) {
            return new float[] {(float) (100 * random.nextDouble())};
        }
        if (task instanceof TaskConfig.Multiclass) {
            float first = (float) random.nextDouble() / 2;
            float second = (float) random.nextDouble() / 2;
            return new float[] {first, second, 1 - first - second};
        }
        return new float[] {(float) random.nextDouble()};
    }
}
