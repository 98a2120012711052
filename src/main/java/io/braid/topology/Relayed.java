package io.braid.topology;

import io.braid.ingest.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way through the internal topic: as they are, with one header more. It holds four bytes of partition,
 * eight of offset (both big-endian) and a byte that is 0 when the record has no key; such a record travels with an
 * empty one, since Kafka Streams drops records without a key from internal topics (KIP-962).
 */
final class Relayed {
    private static final String HEADER = "braid.origin";
    private static final byte[] NO_KEY = {};

    private Relayed() {}

    /** The record to send for one that came from {@code place}. */
    static Record<byte[], byte[]> wrap(Record<byte[], byte[]> record, RecordMetadata place) {
        boolean hasKey = record.key() != null;
        byte[] origin = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + 1)
                .putInt(place.partition())
                .putLong(place.offset())
                .put((byte) (hasKey ? 1 : 0))
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
        return origin.get(origin.limit() - 1) == 0 ? null : record.key();
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
