package io.braid.ingest;

import org.jspecify.annotations.Nullable;

/**
 * How long the parts of an event may be that are kept until its batch is learnt from, so that the memory of a batch and the
 * size of a checkpoint are bounded whatever comes. A longer one makes the record no event.
 */
final class EventLimits {
    /** Bytes of a record's key, which each prediction repeats. */
    static final int KEY = 4 << 10;

    /** Bytes of an event's id, in UTF-8, which each prediction repeats. */
    static final int ID = 4 << 10;

    /** Bytes of a text feature, in UTF-8; each of its words may become several numbers. */
    static final int TEXT = 1 << 20;

    private EventLimits() {}

    /**
     * Checks a record's key.
     *
     * @throws BadRecord when it is too long
     */
    static void checkKey(byte @Nullable [] key) {
        if (key != null && key.length > KEY) {
            throw tooLong("key", key, KEY);
        }
    }

    /**
     * {@code value}, which is no longer than {@code limit}.
     *
     * @throws BadRecord when it is longer
     */
    static byte[] checked(byte[] value, int limit, String field) {
        if (value.length > limit) {
            throw tooLong("field " + field, value, limit);
        }
        return value;
    }

    private static BadRecord tooLong(String place, byte[] value, int limit) {
        return BadRecord.of(place, value.length + " bytes", "at most " + limit);
    }
}
