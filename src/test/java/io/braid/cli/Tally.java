package io.braid.cli;

import io.braid.config.TaskConfig;
import io.braid.publish.Prediction;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has become of some events of an application.
 *
 * @param events how many there are
 * @param lost predictions that are missing, over all tasks
 * @param duplicated predictions that are there once more, over all tasks
 */
record Tally(long events, long lost, long duplicated) {

    /** Counts the committed predictions of the events that are called {@code ids}. */
    static Tally of(Deployment app, Collection<String> ids) {
        long lost = 0;
        long duplicated = 0;
        for (TaskConfig task : app.config().tasks()) {
            Map<String, Long> predictions = app.predictions(task).stream()
                    .map(Prediction::eventId)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            for (String id : ids) {
                long times = predictions.getOrDefault(id, 0L);
                lost += times == 0 ? 1 : 0;
                duplicated += Math.max(0, times - 1);
            }
        }
        return new Tally(ids.size(), lost, duplicated);
    }
}
