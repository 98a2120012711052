package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** Reads the records of the metrics topic. For people who watch it; not safe for several threads. */
public final class WindowScoresReader {
    private final FramedReader reader;

    public WindowScoresReader(SchemaRegistry registry) {
        reader = new FramedReader(registry, written -> PublishedSchemas.TASK_METRICS);
    }

    /**
     * The scores in {@code value}, a record of a metrics topic.
     *
     * @throws IllegalArgumentException when it is none
     * @throws io.braid.registry.RegistryException when its schema can't be had
     */
    public WindowScores read(byte[] value) {
        GenericRecord metrics = reader.read(value);
        Map<String, Double> scores = new TreeMap<>();
        ((Map<?, ?>) metrics.get("scores")).forEach((name, score) -> scores.put(name.toString(), (double) score));
        return new WindowScores(
                metrics.get("task").toString(),
                (long) metrics.get("from_event"),
                (long) metrics.get("to_event"),
                (long) metrics.get("labelled"),
                (long) metrics.get("model_version"),
                scores);
    }
}
