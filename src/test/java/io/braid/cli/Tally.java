package io.braid.cli;

import io.braid.config.TaskConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has become of some events of an application, on every topic that it writes predictions to.
 *
 * @param events how many there are
 * @param lost predictions that are missing, over all tasks
 * @param duplicated predictions that are there once more, over all tasks
 */
record Tally(long events, long lost, long duplicated) {

    /** Counts all committed predictions; {@code events} were sent. */
    static Tally of(Deployment app, long events) {
        return of(app, events, id -> true);
    }

    /** Counts the committed predictions of the events that are called {@code ids}. */
    static Tally of(Deployment app, Collection<String> ids) {
        Set<String> counted = Set.copyOf(ids);
        return of(app, counted.size(), counted::contains);
    }

    private static Tally of(Deployment app, long events, Predicate<String> counted) {
        long lost = 0;
        long duplicated = 0;
        for (TaskConfig task : app.config().tasks()) {
            for (String topic : app.predictionsTopics(task)) {
                Map<String, Long> times = new HashMap<>();
                app.forEachPrediction(topic, task, prediction -> times.merge(prediction.eventId(), 1L, Long::sum));
                times.keySet().removeIf(counted.negate());
                lost += events - times.size();
                duplicated +=
                        times.values().stream().mapToLong(each -> each - 1).sum();
            }
        }
        return new Tally(events, lost, duplicated);
    }
}
