package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads the records of the predictions topics, those of other versions of Braid too, as far as Avro resolves their
 * schema.
 *
 * <p>For people who watch a topic; not safe for several threads.
 */
public final class PredictionReader {
    private final FramedReader reader;

    public PredictionReader(SchemaRegistry registry) {
        reader = new FramedReader(registry, PredictionReader::ours);
    }

    private static Schema ours(Schema written) {
        return PublishedSchemas.predictionLike(written)
                .orElseThrow(() -> new IllegalArgumentException("schema " + written.getFullName()
                        + " (expected: io.braid.BinaryPrediction, MulticlassPrediction,"
                        + " RegressionPrediction or EventPredictions)"));
    }

    /**
     * The predictions in {@code value}, a record of a predictions topic: one, or those of all tasks in the order of the
     * types and names.
     *
     * @throws IllegalArgumentException when it is none
     * @throws io.braid.registry.UnknownSchemaException when the registry does not hold its schema
     * @throws io.braid.registry.RegistryException when the registry can't be asked
     */
    public List<Prediction> readAll(byte[] value) {
        GenericRecord record = reader.read(value);
        if (record.hasField("task")) {
            return List.of(prediction(record, record.get("task").toString(), values(record)));
        }
        List<Prediction> predictions = new ArrayList<>();
        byTask(record, "binary")
                .forEach((task, probability) ->
                        predictions.add(prediction(record, task, Map.of("probability", (double) probability))));
        byTask(record, "multiclass")
                .forEach((task, classes) -> predictions.add(prediction(record, task, values((GenericRecord) classes))));
        Map<String, Object> intervals = byTask(record, "intervals");
        byTask(record, "regression").forEach((task, number) -> {
            GenericRecord interval = (GenericRecord) intervals.get(task);
            Map<String, Double> values = interval == null ? Map.of() : bounds(interval);
            predictions.add(prediction(record, task, numberFirst("value", (double) number, values)));
        });
        return predictions;
    }

    /**
     * As {@link #readAll}, for a record with one prediction.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Prediction read(byte[] value) {
        List<Prediction> predictions = readAll(value);
        if (predictions.size() != 1) {
            throw new IllegalArgumentException(predictions.size() + " predictions in a record (expected: 1)");
        }
        return predictions.get(0);
    }

    private static Prediction prediction(GenericRecord record, String task, Map<String, Double> values) {
        return new Prediction(
                record.get("event_id").toString(),
                task,
                (long) record.get("model_version"),
                (long) record.get("event_time"),
                values);
    }

    private static Map<String, Object> byTask(GenericRecord record, String type) {
        Map<String, Object> sorted = new TreeMap<>();
        ((Map<?, ?>) record.get(type)).forEach((task, predicted) -> sorted.put(task.toString(), predicted));
        return sorted;
    }

    private static Map<String, Double> values(GenericRecord prediction) {
        if (!prediction.hasField("probabilities")) {
            boolean binary = prediction.hasField("probability");
            String name = binary ? "probability" : "value";
            return numberFirst(name, (double) prediction.get(name), binary ? Map.of() : bounds(prediction));
        }
        Map<String, Double> byClass = new LinkedHashMap<>();
        ((Map<?, ?>) prediction.get("probabilities"))
                .entrySet().stream()
                        .sorted(Comparator.comparingDouble(entry -> -(double) entry.getValue()))
                        .forEach(entry -> byClass.put(entry.getKey().toString(), (double) entry.getValue()));
        return byClass;
    }

    private static Map<String, Double> numberFirst(String name, double number, Map<String, Double> others) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(name, number);
        values.putAll(others);
        return values;
    }

    /** The bounds in {@code record}, if it has them. */
    private static Map<String, Double> bounds(GenericRecord record) {
        Map<String, Double> bounds = new LinkedHashMap<>();
        for (String name : List.of("lower", "upper")) {
            Object bound = record.get(name);
            if (bound != null) {
                bounds.put(name, (double) bound);
            }
        }
        return bounds;
    }
}
