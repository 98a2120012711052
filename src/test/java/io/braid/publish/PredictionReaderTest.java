package io.braid.publish;

import static io.braid.publish.Configs.BAND;
import static io.braid.publish.Configs.DELAY;
import static io.braid.publish.Configs.LATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.registry.UnknownSchemaException;
import io.braid.registry.WireFormat;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionReaderTest {
    private static final long TIME = 978_516_900_000L;

    private final RegistryInMemory registry = new RegistryInMemory();
    private final PredictionWriter writer = new PredictionWriter(Configs.flights(Map.of()), registry);
    private final PredictionReader reader = new PredictionReader(registry);

    @Test
    void readsAProbability() {
        Prediction read = reader.read(writer.write(LATE, "flight-7", TIME, 42, new float[] {0.8125f}));

        assertThat(read).isEqualTo(new Prediction("flight-7", "late", 42, TIME, Map.of("probability", 0.8125)));
        assertThat(read.line()).isEqualTo("2001-01-03T10:15:00Z flight-7 late: probability 0.8125 (model 42)");
    }

    @Test
    void readsClassesTheLikeliestFirst() {
        Prediction read = reader.read(writer.write(BAND, "flight-7", TIME, 42, new float[] {0.125f, 0.25f, 0.625f}));

        assertThat(read.values())
                .containsExactly(Map.entry("late", 0.625), Map.entry("pünktlich", 0.25), Map.entry("early", 0.125));
        assertThat(read.line())
                .isEqualTo(
                        "2001-01-03T10:15:00Z flight-7 band: late 0.6250, pünktlich 0.2500, early 0.1250 (model 42)");
    }

    @Test
    void readsANumber() {
        Prediction read = reader.read(writer.write(DELAY, "flight-7", TIME, 42, new float[] {-3.5f}));

        assertThat(read.values()).containsExactly(Map.entry("value", -3.5));
    }

    @Test
    void readsANumberWithItsInterval() {
        Prediction read = reader.read(writer.write(DELAY, "flight-7", TIME, 42, new float[] {-3.5f, -8, 2}));

        assertThat(read.values())
                .containsExactly(Map.entry("value", -3.5), Map.entry("lower", -8.0), Map.entry("upper", 2.0));
        assertThat(read.line())
                .isEqualTo(
                        "2001-01-03T10:15:00Z flight-7 delay: value -3.5000, lower -8.0000, upper 2.0000 (model 42)");
    }

    @Test
    void readsALaterVersionOfASchema() {
        Schema later = SchemaBuilder.record("RegressionPrediction")
                .namespace("io.braid")
                .fields()
                .requiredString("event_id")
                .requiredString("task")
                .requiredLong("model_version")
                .requiredLong("event_time")
                .requiredDouble("value")
                .requiredString("added")
                .endRecord();
        FramedBuffer buffer = new FramedBuffer();
        buffer.start(registry.register("later", later));
        buffer.writeString("flight-7");
        buffer.writeString("delay");
        buffer.writeLong(42);
        buffer.writeLong(TIME);
        buffer.writeDouble(2.5);
        buffer.writeString("unknown to this version");

        assertThat(reader.read(buffer.toBytes()))
                .isEqualTo(new Prediction("flight-7", "delay", 42, TIME, Map.of("value", 2.5)));
    }

    @Test
    void refusesWhatIsNotFramed() {
        assertThatThrownBy(() -> reader.read(new byte[] {'{', '}', 0, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("record of 6 bytes (expected: a zero byte");
    }

    @Test
    void refusesATruncatedRecord() {
        byte[] whole = writer.write(LATE, "flight-7", TIME, 42, new float[] {0.5f});

        for (int length = WireFormat.HEADER; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> reader.read(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Avro of schema id 1001");
        }
    }

    @Test
    void refusesARecordWithBytesBehindIt() {
        byte[] whole = writer.write(LATE, "flight-7", TIME, 42, new float[] {0.5f});

        assertThatThrownBy(() -> reader.read(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsOrRefusesDamagedRecordsAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = writer.write(BAND, "flight-7", TIME, 42, new float[] {0.125f, 0.25f, 0.625f});
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged[random.nextInt(WireFormat.HEADER, damaged.length)] = (byte) random.nextInt();
            }
            try {
                reader.read(damaged);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }

        assertThat(refused).as("seed %d", seed).isBetween(1000, 19_000);
    }

    @Test
    void refusesALengthBeyondAvrosLimits() {
        FramedBuffer buffer = new FramedBuffer();
        buffer.start(1001);
        buffer.writeLong(1L << 40);
        byte[] damaged = buffer.toBytes();

        assertThatThrownBy(() -> reader.read(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Avro of schema id 1001");
    }

    @Test
    void refusesARecordOfAnotherKind() {
        MetricsWriter metrics = new MetricsWriter(Configs.flights(Map.of()), registry);
        byte[] written = metrics.write(Configs.TASKS.get(0), 0, 1, 1, 1, 0, Map.of());

        assertThatThrownBy(() -> reader.read(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.braid.TaskMetrics (expected: io.braid.BinaryPrediction");
    }

    @Test
    void leavesAnUnknownSchemaToTheCaller() {
        assertThatThrownBy(() -> reader.read(new byte[] {0, 0, 0, 0, 1})).isInstanceOf(UnknownSchemaException.class);
    }
}
