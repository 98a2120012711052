package io.braid.topology;

import io.braid.config.TaskConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the pipeline's results go: output topics when it runs, nowhere when it is replayed. */
public interface Output {
    /** Takes results and forgets them. */
    Output NOWHERE = new Output() {
        @Override
        public void prediction(
                TaskConfig task,
                byte @Nullable [] key,
                String eventId,
                long eventTime,
                long modelVersion,
                float[] values) {}
    };

    /**
     * One prediction of one task for one event.
     *
     * @param key the event's key, or null
     * @param eventTime the event's time in milliseconds since 1970-01-01T00:00Z
     * @param modelVersion how many updates the weights had seen
     * @param values the probability of true, the probability per class, or the value in the label's own units; with an interval the
     *     value, its lower and its upper bound, which are {@code NaN} before the first label
     */
    void prediction(
            TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long modelVersion, float[] values);

    /** The predictions since the last call were all that there are of one event. */
    default void predicted() {}

    /**
     * The scores of one task over one window of events.
     *
     * @param fromEvent the first event of the window, counted from 0
     * @param toEvent the event after the last
     * @param labelled how many of them had a label for the task
     * @param drifts how often the task's loss has risen since the start of the stream
     */
    default void metrics(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            long drifts,
            Map<String, Double> scores) {}
}
