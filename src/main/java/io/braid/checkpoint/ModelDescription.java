package io.braid.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.braid.config.BraidConfig;
import io.braid.config.ConfigException;
import io.braid.config.ConfigLoader;
import io.braid.config.DriftConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.MetricsConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What a checkpoint says of its own model: a configuration in JSON, which YAML includes, with every setting that learning
 * depends on and no other. How to reach Kafka and the registry, where passwords may be, is never part of it.
 */
final class ModelDescription {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // What YAML doesn't take as it is, it takes escaped.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private ModelDescription() {}

    /** The description of {@code config}'s model. */
    static String of(BraidConfig config) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("app", config.app());
            json.writeObjectFieldStart("events");
            json.writeEndObject();
            json.writeArrayFieldStart("features");
            for (FeatureConfig feature : config.features()) {
                write(feature, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("tasks");
            for (TaskConfig task : config.tasks()) {
                write(task, json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("model");
            json.writeStringField("encoder", word(config.model().encoder()));
            json.writeArrayFieldStart("layers");
            for (int width : config.model().layers()) {
                json.writeNumber(width);
            }
            json.writeEndArray();
            json.writeBooleanField("skip", config.model().skip());
            json.writeEndObject();
            write(config.optimizer(), json);
            json.writeObjectFieldStart("balancing");
            json.writeStringField("type", word(config.balancing().type()));
            json.writeStringField("surgery", word(config.balancing().surgery()));
            json.writeEndObject();
            write("batch", "size", Integer.toString(config.batch().size()), json);
            write(config.metrics(), json);
            write(config.drift(), json);
            json.writeNumberField("seed", config.seed());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static void write(FeatureConfig feature, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", feature.name());
        json.writeStringField("field", feature.field());
        for (Map.Entry<String, String> setting : ModelShape.settings(feature).entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
    }

    private static void write(TaskConfig task, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", task.name());
        json.writeStringField("type", task.type());
        json.writeStringField("field", task.field());
        json.writeStringField("role", word(task.role()));
        json.writeNumberField("weight", task.weight());
        json.writeStringField("loss", word(task.loss()));
        if (task instanceof TaskConfig.Multiclass multiclass) {
            json.writeArrayFieldStart("classes");
            for (String name : multiclass.classes()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(DriftConfig drift, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("drift");
        json.writeStringField("detector", word(drift.detector()));
        json.writeNumberField("delta", drift.delta());
        json.writeStringField("reaction", word(drift.reaction()));
        json.writeEndObject();
    }

    private static void write(OptimizerConfig optimizer, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("optimizer");
        json.writeStringField("type", word(optimizer.type()));
        json.writeNumberField("learning-rate", optimizer.learningRate());
        json.writeStringField("rows", word(optimizer.rows()));
        json.writeNumberField("rows-learning-rate", optimizer.rowsLearningRate());
        json.writeNumberField("clip-norm", optimizer.clipNorm());
        json.writeNumberField("regeneration", optimizer.regeneration());
        json.writeEndObject();
    }

    private static void write(MetricsConfig metrics, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metrics");
        json.writeNumberField("window", metrics.window());
        json.writeNumberField("gradients", metrics.gradients());
        json.writeEndObject();
    }

    private static void write(String section, String name, String value, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(section);
        json.writeStringField(name, value);
        json.writeEndObject();
    }

    /** A constant as configurations write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The configuration that {@code description} tells.
     *
     * @throws CheckpointException when this version of Braid has no such model
     */
    static BraidConfig config(String description) {
        try {
            return ConfigLoader.parse(description, "the checkpoint's own description", Path.of(""));
        } catch (ConfigException unknown) {
            throw new CheckpointException(
                    "checkpoint of a model that can't be made any more (expected: settings that this"
                            + " version of Braid knows): " + unknown.getMessage()
                            + "; run the version that wrote it, or "
                            + CheckpointException.FORGET);
        }
    }

    static void write(String description, DataOutput out) throws IOException {
        byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
