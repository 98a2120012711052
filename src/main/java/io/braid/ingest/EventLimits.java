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
     * {@code id}, which isn't too long.
     *
     * @throws BadRecord when it is
     */
    static byte[] checkedId(byte[] id, String field) {
        if (id.length > ID) {
            throw tooLong("field " + field, id, ID);
        }
        return id;
    }

    private static BadRecord tooLong(String place, byte[] value, int limit) {
        return BadRecord.of(place, value.length + " bytes", "at most " + limit);
    }
}
