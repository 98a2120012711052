package io.braid.topology;

import io.braid.checkpoint.ModelStore;
import org.apache.kafka.streams.errors.TaskCorruptedException;
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

    /**
     * {@code timestamp}, or the present if it lies ahead: brokers refuse what is more than an hour ahead, unless a topic
     * allows it ({@code message.timestamp.after.max.ms}), as the events topic may.
     */
    static long notAhead(long timestamp, ProcessingContext context) {
        return Math.min(timestamp, context.currentSystemTimeMs());
    }

    /** The place of the current record in the topic that it was read from. */
    static RecordMetadata place(ProcessingContext context) {
        return context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record is being processed"));
    }

    /**
     * Gives up the state in {@code store}, for a record was half taken, and returns what to throw: a failure that ends the
     * thread.
     *
     * <p>A {@link TaskCorruptedException} would not. Kafka Streams (4.3.1) answers it with a commit of all that the thread's
     * producer has in flight, this task's output included, but not its offsets; the revived task would send it again.
     */
    static RuntimeException abandoned(ModelStore<?> store, RuntimeException failure) {
        store.abandon();
        if (failure instanceof TaskCorruptedException) {
            return new IllegalStateException("a task is corrupted; its thread is replaced", failure);
        }
        return failure;
    }
}
