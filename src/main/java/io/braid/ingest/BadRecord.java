package io.braid.ingest;

/**
 * Ends the reading or writing of one record and says why. It never leaves this package, where it becomes a
 * {@link Rejection}, and it has no stack trace, since a stream may hold any number of bad records.
 */
final class BadRecord extends RuntimeException {
    private static final int SHOWN = 60;

    private final String reason;

    BadRecord(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** A {@code place} (a field or a column) holds {@code value} where {@code expectation} was expected. */
    static BadRecord of(String place, String value, String expectation) {
        return new BadRecord(place + ": " + shortened(value) + " (expected: " + expectation + ")");
    }

    /** What is wrong: the place, the value, what was expected. */
    String reason() {
        return reason;
    }

    private static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
