package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
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
                        + " (expected: io.braid.BinaryPrediction, MulticlassPrediction or RegressionPrediction)"));
    }

    /**
     * The prediction in {@code value}, a record of a predictions topic.
     *
     * @throws IllegalArgumentException when it is none
     * @throws io.braid.registry.UnknownSchemaException when the registry does not hold its schema
     * @throws io.braid.registry.RegistryException when the registry can't be asked
     */
    public Prediction read(byte[] value) {
        GenericRecord prediction = reader.read(value);
        return new Prediction(
                prediction.get("event_id").toString(),
                prediction.get("task").toString(),
                (long) prediction.get("model_version"),
                (long) prediction.get("event_time"),
                values(prediction));
    }

    private static Map<String, Double> values(GenericRecord prediction) {
        if (!prediction.hasField("probabilities")) {
            String name = prediction.hasField("probability") ? "probability" : "value";
            return Map.of(name, (double) prediction.get(name));
        }
        Map<String, Double> byClass = new LinkedHashMap<>();
        ((Map<?, ?>) prediction.get("probabilities"))
                .entrySet().stream()
                        .sorted(Comparator.comparingDouble(entry -> -(double) entry.getValue()))
                        .forEach(entry -> byClass.put(entry.getKey().toString(), (double) entry.getValue()));
        return byClass;
    }
}
