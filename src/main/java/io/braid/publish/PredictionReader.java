package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads the records of the predictions topics, those of other versions of Braid too, as far as Avro resolves their
 * schema.
 *
 * <p>For people who watch a topic; not safe for several threads.
 */
public final class PredictionReader {
    private final SchemaRegistry registry;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

    public PredictionReader(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The prediction in {@code value}, a record of a predictions topic.
     *
     * @throws IllegalArgumentException when it is none
     * @throws io.braid.registry.UnknownSchemaException when the registry does not hold its schema
     * @throws io.braid.registry.RegistryException when the registry can't be asked
     */
    public Prediction read(byte[] value) {
        if (!WireFormat.isFramed(value)) {
            throw new IllegalArgumentException("record of " + value.length
                    + " bytes (expected: a zero byte, a schema id and Avro, as on a predictions topic)");
        }
        int schemaId = WireFormat.schemaId(value);
        GenericDatumReader<GenericRecord> reader = readers.computeIfAbsent(schemaId, this::reader);
        GenericRecord prediction = decode(value, reader);
        return new Prediction(
                prediction.get("event_id").toString(),
                prediction.get("task").toString(),
                (long) prediction.get("model_version"),
                (long) prediction.get("event_time"),
                values(prediction));
    }

    private static GenericRecord decode(byte[] value, GenericDatumReader<GenericRecord> reader) {
        int length = value.length - WireFormat.HEADER;
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER, length, null));
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            // Avro answers a length beyond its limits with an UnsupportedOperationException.
            throw new IllegalArgumentException(
                    "record of " + value.length + " bytes (expected: Avro of schema id " + WireFormat.schemaId(value)
                            + ")",
                    e);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int schemaId) {
        Schema written = registry.schema(schemaId);
        Schema ours = PublishedSchemas.predictionLike(written)
                .orElseThrow(() -> new IllegalArgumentException("schema id " + schemaId + ": " + written.getFullName()
                        + " (expected: io.braid.BinaryPrediction, MulticlassPrediction or RegressionPrediction)"));
        return new GenericDatumReader<>(written, ours);
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
