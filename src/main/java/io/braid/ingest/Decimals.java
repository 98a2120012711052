package io.braid.ingest;

import java.util.Locale;

/** How data files spell numbers. */
final class Decimals {
    private Decimals() {}

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
