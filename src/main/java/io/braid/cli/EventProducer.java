package io.braid.cli;

import io.braid.config.BraidConfig;
import io.braid.ingest.CsvRecords;
import io.braid.ingest.CsvRow;
import io.braid.ingest.EncodedRow;
import io.braid.ingest.EventSchema;
import io.braid.ingest.Rejection;
import io.braid.registry.SchemaRegistry;
import io.braid.registry.SubjectNames;
import io.braid.registry.WireFormat;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of a file as events on the events topic. */
final class EventProducer {
    private static final Logger log = LoggerFactory.getLogger(EventProducer.class);

    private final BraidConfig config;
    private final SchemaRegistry registry;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    EventProducer(BraidConfig config, SchemaRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    /**
     * What was done with the rows.
     *
     * @param sent rows that are events on the topic now, acknowledged by the broker
     * @param bad rows that don't fit the schema
     */
    record Result(long sent, long bad) {}

    /**
     * Sends rows of {@code data}.
     *
     * @param from the first row, counted from 0
     * @param count how many rows at most
     * @param rate rows a second at most; 0 for no limit
     * @param progress is told how many rows are done
     * @param stopped asked between rows whether to stop early
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees every failure
    Result send(Path data, long from, long count, long rate, LongConsumer progress, BooleanSupplier stopped) {
        Schema schema = EventSchema.of(config);
        String topic = config.events().topic();
        int id = registry.register(SubjectNames.of(config.registry()).valueSubject(topic, schema), schema);
        long sent = 0;
        long bad = 0;
        try (CsvRecords rows = CsvRecords.open(config, schema, data);
                Producer<byte[], byte[]> producer = KafkaClients.producer(config)) {
            if (!rows.missing().isEmpty()) {
                log.warn("{} has no column for {}: missing in every event", data, rows.missing());
            }
            for (long skipped = 0; skipped < from && rows.next() != null; skipped++) {}
            long started = System.nanoTime();
            CsvRow row = count > 0 ? rows.next() : null;
            for (long done = 0; row != null && !stopped.getAsBoolean(); done++) {
                pace(started, done, rate);
                if (row instanceof EncodedRow encoded) {
                    producer.send(
                            new ProducerRecord<>(topic, encoded.key(), framed(encoded.body(), id)),
                            (metadata, problem) -> failure.compareAndSet(null, problem));
                    sent++;
                } else if (row instanceof Rejection rejection) {
                    bad++;
                    log.warn("row {} not sent: {}", rejection.origin().offset(), rejection.reason());
                }
                throwIfFailed();
                progress.accept(done + 1);
                row = done + 1 < count ? rows.next() : null;
            }
            producer.flush();
        }
        throwIfFailed();
        return new Result(sent, bad);
    }

    private void throwIfFailed() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException(
                    "events can't be sent to " + config.events().topic() + ": " + problem.getMessage(), problem);
        }
    }

    private static void pace(long started, long done, long rate) {
        if (rate > 0) {
            long due = started + (long) (done * 1e9 / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** {@code body} as a record of the schema {@code id}. */
    static byte[] framed(byte[] body, int id) {
        byte[] value = new byte[WireFormat.HEADER + body.length];
        WireFormat.writeHeader(value, id);
        System.arraycopy(body, 0, value, WireFormat.HEADER, body.length);
        return value;
    }
}
