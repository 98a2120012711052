package io.braid.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of single values. */
final class Kinds {

    /** Decimal and without leading zeros: what YAML 1.1 and 1.2 agree on. */
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final int LONGEST_TEXT = 200;

    private Kinds() {}

    /** An integer of a range. */
    static Kind<Integer> integer(int least, int most) {
        return new Scalar<>("an integer from " + least + " to " + most, text -> {
            Long value = parseLong(text);
            return value != null && value >= least && value <= most ? value.intValue() : null;
        });
    }

    /** Any integer of 64 bits. */
    static Kind<Long> integer() {
        return new Scalar<>("a 64-bit integer", Kinds::parseLong);
    }

    /** A number above zero that is neither zero nor infinite as a float, which is what the model computes in. */
    static Kind<Double> positiveNumber() {
        String expectation = "a number > 0";
        return new Scalar<>(
                expectation,
                text -> {
                    double value = parseDouble(text);
                    return !((float) value > 0) || !((float) value <= Float.MAX_VALUE) ? null : value;
                },
                text -> expectation + (parseDouble(text) > 0 ? " that a 32-bit float can hold" : ""));
    }

    /** A number from 0 to 1, below 1. */
    static Kind<Double> share() {
        return new Scalar<>("a number >= 0 and < 1", text -> {
            double value = parseDouble(text);
            return value >= 0 && value < 1 ? value : null;
        });
    }

    /** How often something should hold, as a share, or 0 for {@code none}. */
    static Kind<Double> shareOrNone() {
        return new Scalar<>("a number from 0.01 to 0.999, or none", text -> {
            double share = parseDouble(text);
            return text.equals("none") ? Double.valueOf(0) : share >= 0.01 && share <= 0.999 ? share : null;
        });
    }

    /** A number above 0 and below 1. */
    static Kind<Double> probability() {
        return new Scalar<>("a number > 0 and < 1", text -> {
            double value = parseDouble(text);
            return value > 0 && value < 1 ? value : null;
        });
    }

    /** True or false. */
    static Kind<Boolean> bool() {
        return new Scalar<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /** A text of one line: a name, or the path of a field. */
    static Kind<String> text() {
        String expectation = "a text of 1 to " + LONGEST_TEXT + " characters in one line";
        return new Scalar<>(
                expectation,
                text -> text.isBlank()
                                || text.length() > LONGEST_TEXT
                                || text.chars().anyMatch(Character::isISOControl)
                        ? null
                        : text);
    }

    /** A text that may be, or be part of, the name of a Kafka topic. */
    static Kind<String> topicName(int longest) {
        return new Scalar<>(
                "1 to " + longest + " of the characters a-z, A-Z, 0-9, '.', '_' and '-'",
                text -> TOPIC.matcher(text).matches()
                                && text.length() <= longest
                                && !text.equals(".")
                                && !text.equals("..")
                        ? text
                        : null);
    }

    /** The path of a file, which need not exist. */
    static Kind<Path> file() {
        return new Scalar<>("the path of a file", text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    /** The name of a class, kept as it is written: {@code 0}, {@code yes} and {@code 1.5} are names like others. */
    static Kind<String> className() {
        return new Scalar<>("the name of a class, in quotes if it is called null", text -> text);
    }

    /**
     * One of some constants, written in lower case with dashes.
     *
     * @param reason appended to the expectation, says why it is just these; empty if there is nothing to say
     */
    static <E extends Enum<E>> Kind<E> oneOf(List<E> constants, String reason) {
        Map<String, E> byWord = new LinkedHashMap<>();
        constants.forEach(constant -> byWord.put(word(constant), constant));
        return choice(byWord, reason);
    }

    /** One of some words. */
    static Kind<String> oneOf(List<String> words) {
        Map<String, String> byWord = new LinkedHashMap<>();
        words.forEach(word -> byWord.put(word, word));
        return choice(byWord, "");
    }

    /** How a constant is written in a configuration: {@code CROSS_ENTROPY} as {@code cross-entropy}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> Kind<T> choice(Map<String, T> byWord, String reason) {
        String words = String.join(", ", byWord.keySet());
        String expectation = (byWord.size() == 1 ? words : "one of " + words) + reason;
        return new Scalar<>(
                expectation,
                byWord::get,
                text -> expectation
                        + Spelling.nearest(text, byWord.keySet())
                                .map(word -> "; did you mean '" + word + "'?")
                                .orElse(""));
    }

    private static @Nullable Long parseLong(String text) {
        try {
            return INTEGER.matcher(text).matches() ? Long.valueOf(text) : null;
        } catch (NumberFormatException beyond64Bits) {
            return null;
        }
    }

    /** Plain decimal notation only: Java's own parser would take {@code 1d}, {@code 0x1p3} and {@code NaN} too. */
    private static double parseDouble(String text) {
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }
}
