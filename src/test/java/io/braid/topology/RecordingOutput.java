package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps all that comes out of a pipeline, as values that can be compared. */
final class RecordingOutput implements Output {
    final List<Prediction> predictions = new ArrayList<>();
    final List<Window> windows = new ArrayList<>();

    /** A prediction. */
    record Prediction(
            String task, @Nullable List<Byte> key, String eventId, long eventTime, long version, List<Float> values) {
        String name() {
            return eventId + " " + task;
        }
    }

    record Window(
            String task,
            long fromEvent,
            long toEvent,
            long labelled,
            long version,
            long drifts,
            Map<String, Double> scores) {}

    @Override
    public void prediction(
            TaskConfig task, byte @Nullable [] key, String eventId, long eventTime, long modelVersion, float[] values) {
        List<Float> copy = new ArrayList<>();
        for (float value : values) {
            copy.add(value);
        }
        List<Byte> bytes = new ArrayList<>();
        for (byte b : key == null ? new byte[0] : key) {
            bytes.add(b);
        }
        predictions.add(
                new Prediction(task.name(), key == null ? null : bytes, eventId, eventTime, modelVersion, copy));
    }

    @Override
    public void metrics(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            long drifts,
            Map<String, Double> scores) {
        windows.add(new Window(task.name(), fromEvent, toEvent, labelled, modelVersion, drifts, Map.copyOf(scores)));
    }

    /** Event and task of every prediction. */
    List<String> names() {
        return predictions.stream().map(Prediction::name).toList();
    }

    /** Event and task of every prediction that these events must have. */
    static List<String> expectedNames(List<Event> events, List<TaskConfig> tasks) {
        return events.stream()
                .flatMap(event -> tasks.stream().map(task -> event.id() + " " + task.name()))
                .toList();
    }

    /** Each event and task has the prediction that is expected, to the bit, whatever the order. */
    static void assertSame(List<Prediction> predictions, List<Prediction> expected) {
        Map<String, Prediction> byName = new HashMap<>();
        expected.forEach(prediction -> byName.put(prediction.name(), prediction));
        assertThat(byName).hasSize(expected.size());
        for (Prediction prediction : predictions) {
            Prediction other = Objects.requireNonNull(byName.get(prediction.name()), prediction.name());
            assertThat(prediction.version()).isEqualTo(other.version());
            assertThat(prediction.values()).as(prediction.name()).isEqualTo(other.values());
        }
    }
}
