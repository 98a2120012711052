package io.braid.topology;

import io.braid.config.TaskConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes results and forgets them. */
final class NoOutput implements Output {
    @Override
    public void prediction(
            TaskConfig task,
            byte @Nullable [] key,
            String eventId,
            long eventTime,
            long modelVersion,
            float[] values) {}

    @Override
    public void metrics(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            Map<String, Double> scores) {}
}
