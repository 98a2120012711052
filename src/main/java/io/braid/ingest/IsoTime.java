package io.braid.ingest;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads times as ISO 8601 writes them: {@code 2001-01-31}, {@code 2001-01-31T00:01}, with or without seconds, a fraction and
 * a zone. A blank may stand for the {@code T}, as in SQL. Without a zone the time is UTC. An integer is milliseconds since
 * 1970-01-01T00:00Z.
 *
 * <p>One instance reads one text: a hand-written parser, because java.time's formatters take longer than the rest of an
 * event and answer bad text with exceptions.
 */
final class IsoTime {
    /** What is read, for messages. */
    static final String EXPECTATION = "a time such as 2001-01-31T00:01 or 2001-01-31, or milliseconds since 1970";

    /** The answer to what is no time; no time that is read has this value. */
    static final long NONE = Long.MIN_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String text;
    private int position;
    private boolean valid = true;

    private IsoTime(String text) {
        this.text = text;
    }

    /** Milliseconds since 1970-01-01T00:00Z, rounded down; {@link #NONE} for what is no time. */
    static long millis(String text) {
        return inUnits(text, 1_000);
    }

    /** As {@link #millis}, in units of which a second has {@code perSecond}: an integer is taken to be in this unit. */
    static long inUnits(String text, long perSecond) {
        String stripped = text.strip();
        if (isInteger(stripped)) {
            try {
                return Long.parseLong(stripped);
            } catch (NumberFormatException tooLarge) {
                return NONE;
            }
        }
        return new IsoTime(stripped).read(perSecond);
    }

    private static boolean isInteger(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        return text.length() > first && text.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
    }

    private long read(long perSecond) {
        long seconds = date() * 86_400;
        long nanos = 0;
        if (accept('T') || accept('t') || accept(' ')) {
            seconds += digits(2, 0, 23) * 3_600L;
            expect(':');
            seconds += digits(2, 0, 59) * 60L;
            if (accept(':')) {
                seconds += digits(2, 0, 59);
                nanos = accept('.') || accept(',') ? fraction() : 0;
            }
            seconds -= zone();
        }
        if (!valid || position != text.length()) {
            return NONE;
        }
        try {
            return Math.addExact(Math.multiplyExact(seconds, perSecond), nanos / (NANOS_PER_SECOND / perSecond));
        } catch (ArithmeticException beyondLong) {
            return NONE;
        }
    }

    /** Days since 1970-01-01. */
    private long date() {
        int year = digits(4, 0, 9999);
        expect('-');
        int month = digits(2, 1, 12);
        expect('-');
        int day = digits(2, 1, 31);
        if (!valid || day > YearMonth.of(year, month).lengthOfMonth()) {
            valid = false;
            return 0;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private long fraction() {
        long nanos = 0;
        long unit = NANOS_PER_SECOND;
        int first = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            unit /= 10;
            nanos += unit * (text.charAt(position++) - '0');
        }
        valid &= position > first;
        return nanos;
    }

    /** Seconds that the zone at the text's end is ahead of UTC. */
    private int zone() {
        if (position == text.length() || accept('Z') || accept('z')) {
            return 0;
        }
        boolean behind = accept('-');
        if (!behind) {
            expect('+');
        }
        int seconds = digits(2, 0, 18) * 3_600;
        if (position < text.length()) {
            accept(':');
            seconds += digits(2, 0, 59) * 60;
        }
        return behind ? -seconds : seconds;
    }

    private int digits(int count, int least, int most) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (position == text.length() || !isDigit(text.charAt(position))) {
                valid = false;
                return least;
            }
            value = value * 10 + (text.charAt(position++) - '0');
        }
        valid &= value >= least && value <= most;
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean accept(char expected) {
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char expected) {
        valid &= accept(expected);
    }
}
