package io.braid.publish;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prediction as a consumer reads it.
 *
 * @param eventId the event's name
 * @param task the task's name
 * @param modelVersion how many updates the weights had seen
 * @param eventTime in milliseconds since 1970-01-01T00:00Z
 * @param values the number of a binary or regression task by its field's name, that of a regression task followed by its
 *     {@code lower} and {@code upper} bound if it has an interval, or a multiclass task's probability by class, the likeliest
 *     first
 */
public record Prediction(String eventId, String task, long modelVersion, long eventTime, Map<String, Double> values) {
    public Prediction {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The prediction in one line for people, such as
     * {@code 2001-01-03T10:15:00Z flight-7 late15: probability 0.8123 (model 42)}.
     */
    public String line() {
        String shown = values.entrySet().stream()
                .map(value -> String.format(Locale.ROOT, "%s %.4f", value.getKey(), value.getValue()))
                .collect(Collectors.joining(", "));
        return Instant.ofEpochMilli(eventTime) + " " + eventId + " " + task + ": " + shown + " (model " + modelVersion
                + ")";
    }
}
