package io.braid.topology;

import io.braid.ingest.EventReader;
import io.braid.ingest.Ingested;
import io.braid.ingest.Origin;
import io.braid.ingest.Rejection;
import io.braid.publish.RejectHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Decodes records into events, or into rejections. */
final class IngestProcessor implements Processor<byte[], byte[], byte[], Ingested> {
    private static final String TOO_LARGE =
            "a record larger than the internal topic takes (expected: one that fits its" + " max.message.bytes)";

    private final EventReader reader;
    private final @Nullable String relayedFrom;
    private @Nullable ProcessorContext<byte[], Ingested> context;

    /**
     * A processor.
     *
     * @param relayedFrom the topic that the records came from by way of the internal topic, or null when they come straight
     */
    IngestProcessor(EventReader reader, @Nullable String relayedFrom) {
        this.reader = reader;
        this.relayedFrom = relayedFrom;
    }

    @Override
    public void init(ProcessorContext<byte[], Ingested> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], Ingested> current = Processors.initialised(context);
        byte @Nullable [] key = record.key();
        Origin origin;
        if (relayedFrom == null) {
            RecordMetadata place = Processors.place(current);
            if (record.headers().lastHeader(RejectHeaders.TRUNCATED) != null) {
                // A header of ours says what happened here, whatever came.
                record.headers().remove(RejectHeaders.TRUNCATED);
            }
            origin = new Origin(place.topic(), place.partition(), place.offset());
        } else {
            key = Relayed.key(record);
            origin = Relayed.origin(record.headers(), relayedFrom);
        }
        Ingested ingested = relayedFrom != null && Relayed.isCut(record.headers())
                ? new Rejection(key, record.value(), TOO_LARGE, origin)
                : reader.read(key, record.value(), origin, record.timestamp());
        current.forward(record.withValue(ingested));
    }
}
