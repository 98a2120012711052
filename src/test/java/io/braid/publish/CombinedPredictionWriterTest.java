package io.braid.publish;

import static io.braid.publish.Configs.BAND;
import static io.braid.publish.Configs.DELAY;
import static io.braid.publish.Configs.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class CombinedPredictionWriterTest {
    private static final float[] BANDS = {0.2f, 0.5f, 0.3f};

    private final RegistryInMemory registry = new RegistryInMemory();
    private final CombinedPredictionWriter writer = new CombinedPredictionWriter(Configs.flights(Map.of()), registry);
    private final PredictionReader reader = new PredictionReader(registry);

    @Test
    void registersTheSchemaOfTheCommonTopic() {
        assertThat(registry.bySubject)
                .containsExactly(Map.entry("flights.predictions-value", PublishedSchemas.EVENT_PREDICTIONS));
    }

    @Test
    void writesWhatAvroReadsBack() throws IOException {
        writer.add(LATE, new float[] {0.25f});
        writer.add(BAND, BANDS);
        writer.add(DELAY, new float[] {-3.5f});

        byte[] written = writer.write("flight-1", 978_307_200_123L, 42);

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("event_id")).hasToString("flight-1");
        assertThat(read.get("model_version")).isEqualTo(42L);
        assertThat(read.get("event_time")).isEqualTo(978_307_200_123L);
        assertThat(reader.readAll(written))
                .containsExactly(
                        new Prediction("flight-1", "late", 42, 978_307_200_123L, Map.of("probability", 0.25)),
                        new Prediction(
                                "flight-1",
                                "band",
                                42,
                                978_307_200_123L,
                                Map.of("early", (double) 0.2f, "pünktlich", 0.5, "late", (double) 0.3f)),
                        new Prediction("flight-1", "delay", 42, 978_307_200_123L, Map.of("value", -3.5)));
    }

    @Test
    void writesIntervalsBesideTheValues() throws IOException {
        writer.add(LATE, new float[] {0.25f});
        writer.add(DELAY, new float[] {-3.5f, -8, 2});

        byte[] written = writer.write("flight-1", 0, 42);

        assertThat(AvroReading.read(written, registry).get("intervals"))
                .hasToString("{delay={\"lower\": -8.0, \"upper\": 2.0, \"level\": 0.9}}");
        assertThat(reader.readAll(written).get(1).values())
                .containsExactly(Map.entry("value", -3.5), Map.entry("lower", -8.0), Map.entry("upper", 2.0));
    }

    @Test
    void leavesOutTheIntervalOfATaskWithoutALabelSoFar() {
        writer.add(DELAY, new float[] {0, Float.NaN, Float.NaN});

        byte[] written = writer.write("flight-1", 0, 42);

        assertThat(reader.read(written).values()).containsExactly(Map.entry("value", 0.0));
    }

    @Test
    void leavesOutTheTasksThatHaveNoneAndForgetsThoseOfTheEventBefore() {
        writer.add(LATE, new float[] {0.25f});
        writer.add(BAND, BANDS);
        writer.write("flight-1", 0, 0);
        assertThat(writer.isEmpty()).isTrue();

        writer.add(DELAY, new float[] {2});
        byte[] second = writer.write("flight-2", 0, 0);

        assertThat(reader.read(second)).isEqualTo(new Prediction("flight-2", "delay", 0, 0, Map.of("value", 2.0)));
    }

    @Test
    void hasASchemaThatReadsWhatItWrote() {
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(
                                PublishedSchemas.EVENT_PREDICTIONS, PublishedSchemas.EVENT_PREDICTIONS)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
}
