package io.braid.topology;

import io.braid.config.BalancingConfig;
import io.braid.config.BatchConfig;
import io.braid.config.BraidConfig;
import io.braid.config.CheckpointConfig;
import io.braid.config.DriftConfig;
import io.braid.config.EventsConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.MetricsConfig;
import io.braid.config.ModelConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Small events of two features and two labels, the configuration that reads them, and records that are no events. */
final class TestEvents {
    static final Schema SCHEMA = SchemaBuilder.record("Measurement")
            .fields()
            .requiredString("id")
            .requiredDouble("x")
            .requiredBoolean("up")
            .requiredDouble("y")
            .endRecord();

    /** The id under which {@link FixedRegistry} holds {@link #SCHEMA}. */
    static final int SCHEMA_ID = 1;

    private TestEvents() {}

    /** A configuration whose events topic is {@code topic}, with commits and predictions in quick succession, and nearly all
     * embedding rows written ahead of their commit. */
    static BraidConfig config(String app, String topic, Map<String, String> kafka) {
        return new BraidConfig(
                app,
                kafka,
                Map.of(),
                new EventsConfig(topic, "id", null, null),
                List.of(new FeatureConfig.Numeric("x", "x"), new FeatureConfig.Categorical("id", "id", 8, 4096)),
                List.of(
                        new TaskConfig.Binary("up", "up", TaskConfig.Role.MAIN, 1, LossType.LOGISTIC),
                        new TaskConfig.Regression("y", "y", TaskConfig.Role.AUXILIARY, 0.5, LossType.MSE)),
                new ModelConfig(ModelConfig.EncoderType.SHARED_BOTTOM, List.of(8), false),
                new OptimizerConfig(OptimizerConfig.Type.ADAM, 0.001, OptimizerConfig.Type.ADAGRAD, 0.05, 10),
                new BalancingConfig(BalancingConfig.Type.FIXED, BalancingConfig.Surgery.NONE),
                new BatchConfig(16, Duration.ofMillis(20)),
                new CheckpointConfig(Duration.ofMillis(200), 1_000),
                new MetricsConfig(1000, 16),
                new DriftConfig(DriftConfig.Detector.ADWIN, 0.002, DriftConfig.Reaction.NONE),
                new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, true, 0.9),
                7);
    }

    /** The id of the event number {@code n}. */
    static String id(long n) {
        return "event-" + n;
    }

    /** The key of the event number {@code n}. */
    static byte[] key(long n) {
        return ("key-" + n).getBytes(StandardCharsets.UTF_8);
    }

    /** The framed record of the event number {@code n}. */
    static byte[] event(long n) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER];
        WireFormat.writeHeader(header, SCHEMA_ID);
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            encoder.writeString(id(n));
            encoder.writeDouble(Math.sin((double) n));
            encoder.writeBoolean(n % 3 == 0);
            encoder.writeDouble((double) n);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The event number {@code n}, as much of it as {@link ChainEngine} looks at. */
    static Event decoded(long n) {
        return new Event(key(n), id(n), 0, new double[0], new byte[0][], new float[0][], new double[0]);
    }

    /** The value of a record that is no event. */
    static byte[] garbage(long n) {
        return ("no event: " + n).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code config} with the predictions of all tasks in one topic. */
    static BraidConfig combined(BraidConfig config) {
        return config.withPredictions(new PredictionsConfig(PredictionsConfig.Topics.COMBINED, true, 0.9));
    }
}
