package io.braid.config;

/**
 * One thing wrong with a configuration: where, which setting, what stands there, and what would do instead.
 *
 * <p>All texts are made printable, and key and value short, so that a problem is always one line of a report.
 *
 * @param place where in the file
 * @param key the setting's path, such as {@code tasks[1].weight}; empty if the file as a whole is meant
 * @param value what stands there, or says that something is missing
 * @param expectation what would do, such as {@code expected: a number > 0} or {@code did you mean 'weight'?}
 */
public record Problem(Place place, String key, String value, String expectation) {

    private static final int LONGEST = 80;

    public Problem {
        key = printable(key, LONGEST);
        value = printable(value, LONGEST);
        expectation = printable(expectation, Integer.MAX_VALUE);
    }

    /** The line of the report: {@code flights.yaml:14:12: tasks[1].weight: -1 (expected: a number > 0)}. */
    @Override
    public String toString() {
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + value + " (" + expectation + ")";
    }

    private static String printable(String text, int longest) {
        StringBuilder line = new StringBuilder();
        int length = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            if (++length > longest) {
                return line.append("...").toString();
            }
            int character = text.codePointAt(at);
            if (isPrintable(character)) {
                line.appendCodePoint(character);
            } else {
                line.append(String.format("\\u%04x", character));
            }
        }
        return line.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
