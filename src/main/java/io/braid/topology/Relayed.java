package io.braid.topology;

import io.braid.ingest.Origin;
import io.braid.publish.RejectHeaders;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way through the internal topic: as they are, with one header more. It holds four bytes of partition,
 * eight of offset (both big-endian) and a byte of flags. A record without a key travels with an empty one, since Kafka
 * Streams drops records without a key from internal topics (KIP-962).
 */
final class Relayed {
    private static final String HEADER = "braid.origin";
    private static final byte[] NO_KEY = {};

    /** The flag of a record that has a key. */
    private static final int KEY = 1;

    /** The flag of a record that was cut off. */
    private static final int CUT = 2;

    private static final int WHOLE = 0;

    private Relayed() {}

    /** The record to send for one that came from {@code place}: cut off where it is larger than {@code limits} allow. */
    static Record<byte[], byte[]> wrap(Record<byte[], byte[]> record, RecordMetadata place, RecordLimits limits) {
        record.headers().remove(RejectHeaders.TRUNCATED);
        Record<byte[], byte[]> whole = wrap(record, place, WHOLE);
        return CutRecord.size(whole) <= limits.ordered()
                ? whole
                : wrap(CutRecord.cut(record, new RecordHeaders(), limits.relayedCut()), place, CUT);
    }

    private static Record<byte[], byte[]> wrap(Record<byte[], byte[]> record, RecordMetadata place, int extent) {
        boolean hasKey = record.key() != null;
        byte[] origin = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + 1)
                .putInt(place.partition())
                .putLong(place.offset())
                .put((byte) (extent | (hasKey ? KEY : 0)))
                .array();
        record.headers().remove(HEADER).add(HEADER, origin);
        return hasKey ? record : record.withKey(NO_KEY);
    }

    /**
     * The place in {@code topic} that a record with these headers came from.
     *
     * @throws IllegalStateException when there is none: another application wrote to the internal topic
     */
    static Origin origin(Headers headers, String topic) {
        ByteBuffer origin = header(headers);
        return new Origin(topic, origin.getInt(), origin.getLong());
    }

    /** The key that the record had before it was relayed. */
    static byte @Nullable [] key(Record<byte[], byte[]> record) {
        ByteBuffer origin = header(record.headers());
        return (flags(origin) & KEY) == 0 ? null : record.key();
    }

    /** Whether the record was too large for the internal topic, so that only a part of it came. */
    static boolean isCut(Headers headers) {
        return (flags(header(headers)) & CUT) != 0;
    }

    private static byte flags(ByteBuffer origin) {
        return origin.get(origin.limit() - 1);
    }

    /** Takes the header away. */
    static void strip(Headers headers) {
        headers.remove(HEADER);
    }

    private static ByteBuffer header(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            throw new IllegalStateException("a record of the internal topic has no header " + HEADER
                    + " (expected: only this application writes to it)");
        }
        return ByteBuffer.wrap(header.value());
    }
}
