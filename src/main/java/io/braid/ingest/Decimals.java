package io.braid.ingest;

import java.util.Locale;

/** How data files spell numbers. */
final class Decimals {
    /** Digits that a long holds whatever they are. */
    private static final int MOST_DIGITS = 18;

    /** All integers up to here are doubles. */
    private static final long EXACT = 1L << 53;

    /** The powers of ten that a long of {@link #MOST_DIGITS} digits may have after its point; each is a double, to the bit. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private Decimals() {}

    /**
     * The double nearest to {@code text}, a number as {@link #spelled} reads it.
     *
     * <p>The usual number has few digits and no exponent. It is then a quotient of two integers that doubles hold exactly, and
     * the division rounds it as {@link Double#parseDouble} would (W. D. Clinger, "How to read floating point numbers
     * accurately", PLDI 1990).
     *
     * @throws NumberFormatException when it is no number
     */
    static double parse(String text) {
        int length = text.length();
        boolean isNegative = length > 0 && text.charAt(0) == '-';
        int first = isNegative ? 1 : 0;
        long digits = 0;
        int point = -1;
        if (length - first > MOST_DIGITS + 1) {
            return parseAny(text);
        }
        for (int i = first; i < length; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits = digits * 10 + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return parseAny(text);
            }
        }
        int count = length - first - (point < 0 ? 0 : 1);
        if (count == 0 || count > MOST_DIGITS || digits > EXACT) {
            return parseAny(text);
        }
        double value = digits / POWERS[point < 0 ? 0 : length - 1 - point];
        return isNegative ? -value : value;
    }

    private static double parseAny(String text) {
        return Double.parseDouble(spelled(text));
    }

    /**
     * {@code text} as Java's own parsers read it: {@code nan}, {@code inf} and {@code infinity} in any case become Java's
     * names, and what only Java takes for a number ({@code 1d}, {@code 0x1p3}) becomes what it doesn't.
     */
    static String spelled(String text) {
        String stripped = text.strip();
        int last = stripped.length() - 1;
        if (last >= 0 && (isDigit(stripped.charAt(last)) || stripped.charAt(last) == '.')) {
            return stripped.indexOf('x') < 0 && stripped.indexOf('X') < 0 ? stripped : "";
        }
        return switch (stripped.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> "NaN";
            case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> "";
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
