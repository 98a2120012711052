package io.braid.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells a {@link Stopwatch} what the consumer has polled. Kafka makes it by name, so the stopwatch is the process's. */
public final class PolledRecords implements ConsumerInterceptor<byte[], byte[]> {
    private static final AtomicReference<@Nullable Stopwatch> STOPWATCH = new AtomicReference<>();

    /** Sets what is told. */
    static void tell(Stopwatch stopwatch) {
        STOPWATCH.set(stopwatch);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Stopwatch stopwatch = STOPWATCH.get();
        if (stopwatch != null) {
            stopwatch.polled(records.count());
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
