package io.braid.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What the processors share. */
final class Processors {
    private Processors() {}

    /** {@code session} of a processor that was initialised, as Kafka Streams does before it hands over a record. */
    static <T> T initialised(@Nullable T session) {
        if (session == null) {
            throw new IllegalStateException("the processor is not initialised");
        }
        return session;
    }

    /** The place of the current record in the topic that it was read from. */
    static RecordMetadata place(ProcessingContext context) {
        return context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record is being processed"));
    }
}
