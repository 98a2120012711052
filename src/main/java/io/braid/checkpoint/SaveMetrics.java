package io.braid.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * The saves of one store, among the metrics of Kafka Streams and so in JMX: {@code braid-checkpoint-metrics}, by thread, task
 * and store. What is called {@code max} is that of the last minute or so.
 */
final class SaveMetrics implements AutoCloseable {
    private static final String GROUP = "braid-checkpoint-metrics";

    private final StreamsMetrics metrics;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Sensor pieces;
    private final Sensor bytes;
    private final Sensor ahead;
    private final Sensor saves;
    private final Sensor stalls;

    SaveMetrics(StateStoreContext context, String store) {
        metrics = context.metrics();
        tags.put("thread-id", Thread.currentThread().getName());
        tags.put("task-id", context.taskId().toString());
        tags.put("store", store);
        pieces = sensor("save-pieces", "pieces of a save, removals included");
        bytes = sensor("save-bytes", "bytes of a save's keys and values, before compression");
        ahead = sensor("ahead-bytes", "bytes that were written since the save before, in the same transaction");
        saves = sensor("save-ms", "milliseconds until all pieces of a save were handed to the producer");
        add(saves, "save-count", "saves that wrote something", new CumulativeCount());
        stalls = sensor("stall-ms", "milliseconds from the start of a save until the thread came back to the events");
    }

    private Sensor sensor(String name, String of) {
        Sensor sensor = metrics.addSensor("braid-checkpoint" + tags + name, Sensor.RecordingLevel.INFO);
        add(sensor, name + "-last", "Last: " + of, new Value());
        add(sensor, name + "-max", "Most of the last minute: " + of, new Max());
        add(sensor, name + "-total", "Sum: " + of, new CumulativeSum());
        return sensor;
    }

    private void add(Sensor sensor, String name, String description, MeasurableStat stat) {
        sensor.add(new MetricName(name, GROUP, description, tags), stat);
    }

    void saved(long savedPieces, long savedBytes, long aheadBytes, double millis) {
        pieces.record((double) savedPieces);
        bytes.record((double) savedBytes);
        ahead.record((double) aheadBytes);
        saves.record(millis);
    }

    void stalled(double millis) {
        stalls.record(millis);
    }

    @Override
    public void close() {
        for (Sensor sensor : new Sensor[] {pieces, bytes, ahead, saves, stalls}) {
            metrics.removeSensor(sensor);
        }
    }
}
