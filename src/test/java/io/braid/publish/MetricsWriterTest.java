package io.braid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.TaskConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsWriterTest {
    private final RegistryInMemory registry = new RegistryInMemory();
    private final MetricsWriter writer = new MetricsWriter(Configs.flights(Map.of()), registry);

    static List<TaskConfig> tasks() {
        return Configs.TASKS;
    }

    @Test
    void registersTheSchemaOfTheTopic() {
        assertThat(registry.bySubject)
                .containsExactly(Map.entry("flights.metrics-value", PublishedSchemas.TASK_METRICS));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void writesWhatAvroReads(TaskConfig task) throws IOException {
        byte[] written = writer.write(task, 1000, 2000, 987, 31, 2, Map.of("auc", 0.75, "ece", 0.0625));

        GenericRecord read = AvroReading.read(written, registry);
        assertThat(read.get("app")).hasToString("flights");
        assertThat(read.get("task")).hasToString(task.name());
        assertThat(read.get("type")).hasToString(task.type());
        assertThat(read.get("from_event")).isEqualTo(1000L);
        assertThat(read.get("to_event")).isEqualTo(2000L);
        assertThat(read.get("labelled")).isEqualTo(987L);
        assertThat(read.get("model_version")).isEqualTo(31L);
        assertThat(read.get("scores")).isEqualTo(Map.of(new Utf8("auc"), 0.75, new Utf8("ece"), 0.0625));
    }

    @Test
    void writesAWindowWithoutLabels() throws IOException {
        byte[] written = writer.write(Configs.TASKS.get(0), 0, 1000, 0, 15, 0, Map.of());

        assertThat(AvroReading.read(written, registry).get("scores")).isEqualTo(Map.of());
    }
}
