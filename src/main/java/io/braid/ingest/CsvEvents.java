package io.braid.ingest;

import io.braid.config.BraidConfig;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as events, without Kafka: each is written as the Avro record that it would be on the events topic
 * and read by the same plan, so that what is replayed is what runs.
 */
public final class CsvEvents implements AutoCloseable {
    private final CsvRecords records;
    private final ReaderPlan plan;

    private CsvEvents(CsvRecords records, ReaderPlan plan) {
        this.records = records;
        this.plan = plan;
    }

    /**
     * Opens {@code data}, a CSV file that may be gzipped, at its first row below the header.
     *
     * @throws DataException when the file or the event's schema can't be used
     */
    public static CsvEvents open(BraidConfig config, Path data) {
        Schema schema = EventSchema.of(config);
        ReaderPlan plan = ReaderPlan.of(config, schema, EventSchema.given(config));
        return new CsvEvents(CsvRecords.open(config, schema, data), plan);
    }

    /**
     * The next row as an event or the reason why not, or null after the last. The time of an event that doesn't hold one is
     * its row's number; the value of a rejection is the row's text.
     *
     * @throws DataException when the file can't be read any further
     */
    public @Nullable Ingested next() {
        CsvRow row = records.next();
        if (!(row instanceof EncodedRow encoded)) {
            return (Rejection) row;
        }
        Origin origin = encoded.origin();
        Ingested ingested = plan.read(encoded.key(), encoded.body(), 0, origin, origin.offset());
        return ingested instanceof Rejection rejection
                ? new Rejection(rejection.key(), records.text(), rejection.reason(), origin)
                : ingested;
    }

    /** The fields of the features that no column holds, which are missing in every event. */
    public List<String> missing() {
        return records.missing();
    }

    @Override
    public void close() {
        records.close();
    }
}
