package io.braid.topology;

import io.braid.publish.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record, and what is left of one that is too large for its topic: as much of the key, then of the value, as
 * fits beside the headers that we add. The header {@link RejectHeaders#TRUNCATED} says what is missing.
 */
final class CutRecord {
    /** A batch's and a record's own bytes, at most. */
    private static final int FRAME = 100;

    /** A header's lengths, at most. */
    private static final int HEADER_FRAME = 10;

    private CutRecord() {}

    /** Bytes of a batch that holds {@code record} alone, uncompressed; or some more, never less. */
    static long size(Record<byte[], byte[]> record) {
        return FRAME + (long) length(record.key()) + length(record.value()) + size(record.headers());
    }

    /**
     * What fits of {@code record}.
     *
     * @param added the headers to give it in place of its own
     * @param limit the most bytes that {@link #size} may give
     */
    static Record<byte[], byte[]> cut(Record<byte[], byte[]> record, Headers added, int limit) {
        Headers headers = new RecordHeaders(added.toArray());
        String widest = missing(record, Integer.MAX_VALUE, Integer.MAX_VALUE);
        long room = limit - FRAME - size(headers) - RejectHeaders.TRUNCATED.length() - widest.length() - HEADER_FRAME;
        int key = (int) Math.max(0, Math.min(length(record.key()), room));
        int value = (int) Math.max(0, Math.min(length(record.value()), room - key));
        headers.add(RejectHeaders.TRUNCATED, missing(record, key, value).getBytes(StandardCharsets.UTF_8));
        return record.withKey(first(record.key(), key))
                .withValue(first(record.value(), value))
                .withHeaders(headers);
    }

    private static String missing(Record<byte[], byte[]> record, int key, int value) {
        return "key: " + key + " of " + length(record.key()) + " bytes, value: " + value + " of "
                + length(record.value()) + " bytes, headers: none of its own";
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value()) + HEADER_FRAME;
        }
        return size;
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, int length) {
        return bytes == null ? null : Arrays.copyOf(bytes, length);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
