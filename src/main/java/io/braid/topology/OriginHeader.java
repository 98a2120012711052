package io.braid.topology;

import io.braid.ingest.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The place that a record of the internal topic came from: four bytes of partition, eight of offset, big-endian. */
final class OriginHeader {
    private static final String NAME = "braid.origin";

    private OriginHeader() {}

    static void write(Headers headers, int partition, long offset) {
        byte[] place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(partition)
                .putLong(offset)
                .array();
        headers.remove(NAME).add(NAME, place);
    }

    /**
     * The place in {@code topic}.
     *
     * @throws IllegalStateException when there is none: another application wrote to the internal topic
     */
    static Origin read(Headers headers, String topic) {
        Header header = headers.lastHeader(NAME);
        if (header == null) {
            throw new IllegalStateException("a record of the internal topic has no header " + NAME
                    + " (expected: only this application writes to it)");
        }
        ByteBuffer place = ByteBuffer.wrap(header.value());
        return new Origin(topic, place.getInt(), place.getLong());
    }

    static void remove(Headers headers) {
        headers.remove(NAME);
    }
}
