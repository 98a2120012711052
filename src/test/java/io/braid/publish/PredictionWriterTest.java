package io.braid.publish;

import static io.braid.publish.Configs.BAND;
import static io.braid.publish.Configs.DELAY;
import static io.braid.publish.Configs.LATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.registry.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionWriterTest {
    private final RegistryInMemory registry = new RegistryInMemory();
    private final PredictionWriter writer = new PredictionWriter(Configs.flights(Map.of()), registry);

    @Test
    void registersTheSchemaOfEveryTopic() {
        assertThat(registry.bySubject)
                .containsExactly(
                        Map.entry("flights.predictions.late-value", PublishedSchemas.BINARY_PREDICTION),
                        Map.entry("flights.predictions.band-value", PublishedSchemas.MULTICLASS_PREDICTION),
                        Map.entry("flights.predictions.delay-value", PublishedSchemas.REGRESSION_PREDICTION));
    }

    @Test
    void namesTheSubjectsByTheConfiguredStrategy() {
        RegistryInMemory other = new RegistryInMemory();

        new PredictionWriter(Configs.flights(Map.of("value.subject.name.strategy", "TopicRecordNameStrategy")), other);

        assertThat(other.bySubject).containsKey("flights.predictions.late-io.braid.BinaryPrediction");
    }

    @Test
    void framesWithTheIdOfTheTasksSchema() {
        byte[] late = writer.write(LATE, "flight-1", 0, 0, new float[] {0.5f});
        byte[] delay = writer.write(DELAY, "flight-1", 0, 0, new float[] {0.5f});

        assertThat(WireFormat.isFramed(late)).isTrue();
        assertThat(WireFormat.schemaId(late)).isEqualTo(1001);
        assertThat(WireFormat.schemaId(delay)).isEqualTo(1003);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.1f, 1, Float.MIN_VALUE})
    void writesAProbability(float probability) throws IOException {
        byte[] written = writer.write(LATE, "flight-1", 978_307_200_123L, 42, new float[] {probability});

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("event_id")).hasToString("flight-1");
        assertThat(read.get("task")).hasToString("late");
        assertThat(read.get("model_version")).isEqualTo(42L);
        assertThat(read.get("event_time")).isEqualTo(978_307_200_123L);
        assertThat(read.get("probability")).isEqualTo((double) probability);
    }

    @Test
    void writesEveryClassWithItsProbability() throws IOException {
        byte[] written = writer.write(BAND, "flight-1", -1, 42, new float[] {0.125f, 0.625f, 0.25f});

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("task")).hasToString("band");
        assertThat(read.get("event_time")).isEqualTo(-1L);
        assertThat(read.get("label")).hasToString("pünktlich");
        assertThat(read.get("probabilities"))
                .isEqualTo(Map.of(new Utf8("early"), 0.125, new Utf8("pünktlich"), 0.625, new Utf8("late"), 0.25));
    }

    @Test
    void namesTheFirstOfEquallyLikelyClasses() throws IOException {
        byte[] written = writer.write(BAND, "flight-1", 0, 0, new float[] {0.2f, 0.4f, 0.4f});

        assertThat(AvroReading.read(written, registry).get("label")).hasToString("pünktlich");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -273.15f, 1e9f, Float.MAX_VALUE})
    void writesANumber(float value) throws IOException {
        byte[] written = writer.write(DELAY, "flight-1", 0, Long.MAX_VALUE, new float[] {value});

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("task")).hasToString("delay");
        assertThat(read.get("model_version")).isEqualTo(Long.MAX_VALUE);
        assertThat(read.get("value")).isEqualTo((double) value);
    }

    @Test
    void writesAnIntervalWithItsLevel() throws IOException {
        byte[] written = writer.write(DELAY, "flight-1", 0, 42, new float[] {3, -1.5f, 8});

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("value")).isEqualTo(3.0);
        assertThat(read.get("lower")).isEqualTo(-1.5);
        assertThat(read.get("upper")).isEqualTo(8.0);
        assertThat(read.get("level")).isEqualTo(0.9);
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void writesNullsWhereThereIsNoInterval(float[] values) throws IOException {
        byte[] written = writer.write(DELAY, "flight-1", 0, 42, values);

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("value")).isEqualTo(3.0);
        assertThat(read.get("lower")).isNull();
        assertThat(read.get("upper")).isNull();
        assertThat(read.get("level")).isNull();
    }

    static List<float[]> unbounded() {
        return List.of(new float[] {3}, new float[] {3, Float.NaN, Float.NaN});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesOneRecordAfterTheOtherWhateverTheirLengths(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String eventId = "é–😀x".repeat(random.nextInt(random.nextBoolean() ? 4 : 2000));
            long eventTime = random.nextLong() >> random.nextInt(64);
            long modelVersion = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
            float value = (float) random.nextDouble();

            byte[] written = writer.write(LATE, eventId, eventTime, modelVersion, new float[] {value});

            GenericRecord read = AvroReading.read(written, registry);
            assertThat(read.get("event_id")).as("seed %d, record %d", seed, i).hasToString(eventId);
            assertThat(read.get("event_time")).isEqualTo(eventTime);
            assertThat(read.get("model_version")).isEqualTo(modelVersion);
            assertThat(read.get("probability")).isEqualTo((double) value);
        }
    }

    @Test
    void leavesEarlierRecordsAlone() {
        byte[] first = writer.write(LATE, "flight-1", 1, 1, new float[] {0.25f});
        byte[] kept = first.clone();

        writer.write(LATE, "flight-2", 2, 2, new float[] {0.75f});

        assertThat(first).isEqualTo(kept);
    }

    @Test
    void refusesAnotherNumberOfValues() {
        assertThatThrownBy(() -> writer.write(BAND, "flight-1", 0, 0, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predicted values: 2 (expected: 3)");
    }
}
