package io.braid.publish;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.SubjectNames;
import io.braid.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes the scores of windows as {@code TaskMetrics} records in Confluent's framing. */
public final class MetricsWriter {
    private final String app;
    private final int schemaId;
    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(PublishedSchemas.TASK_METRICS);

    /**
     * Registers the schema of the metrics topic, under the subject that the configured strategy names.
     *
     * @throws io.braid.registry.RegistryException when the registry refuses it or can't be asked
     */
    public MetricsWriter(BraidConfig config, SchemaRegistry registry) {
        app = config.app();
        String subject =
                SubjectNames.of(config.registry()).valueSubject(config.metricsTopic(), PublishedSchemas.TASK_METRICS);
        schemaId = registry.register(subject, PublishedSchemas.TASK_METRICS);
    }

    /**
     * The framed record of one task's scores over one window.
     *
     * @param fromEvent the first event of the window, counted from 0
     * @param toEvent the event after the last
     * @param labelled how many of them had a label for the task
     * @param modelVersion how many updates the weights had seen
     * @param drifts how often the task's loss has risen since the start of the stream
     */
    public byte[] write(
            TaskConfig task,
            long fromEvent,
            long toEvent,
            long labelled,
            long modelVersion,
            long drifts,
            Map<String, Double> scores) {
        GenericData.Record metrics = new GenericRecordBuilder(PublishedSchemas.TASK_METRICS)
                .set("app", app)
                .set("task", task.name())
                .set("type", task.type())
                .set("from_event", fromEvent)
                .set("to_event", toEvent)
                .set("labelled", labelled)
                .set("model_version", modelVersion)
                .set("scores", scores)
                .set("drifts", drifts)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER];
        WireFormat.writeHeader(header, schemaId);
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(metrics, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
