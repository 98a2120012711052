package io.braid.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Quantities of a range, written with their unit: {@code 20ms}, {@code 5s}, {@code 16MB}. */
final class QuantityKind {
    private static final Map<String, Long> TIMES = units(List.of("ms", "s", "m"), List.of(1L, 1_000L, 60_000L));
    private static final Map<String, Long> SIZES =
            units(List.of("KB", "MB", "GB"), List.of(1_000L, 1_000_000L, 1_000_000_000L));

    /** Nine digits at most: no range is so long, and nothing can overflow. */
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9})([a-zA-Z]+)");

    private static final Pattern BARE = Pattern.compile("[0-9]+");

    private QuantityKind() {}

    /** Durations from {@code least} to {@code most}, both as they are written in a configuration. */
    static Kind<Duration> duration(String least, String most) {
        return between("a duration", TIMES, least, most, Duration::ofMillis);
    }

    /** Numbers of bytes from {@code least} to {@code most}, both as they are written in a configuration. */
    static Kind<Long> bytes(String least, String most) {
        return between("a size", SIZES, least, most, bytes -> bytes);
    }

    private static <T> Kind<T> between(
            String what, Map<String, Long> units, String least, String most, LongFunction<T> quantity) {
        long from = require(least, units);
        long to = require(most, units);
        String expectation = what + " from " + least + " to " + most;
        List<String> names = List.copyOf(units.keySet());
        String hint = "; add a unit: " + names.get(0) + ", " + names.get(1) + " or " + names.get(2);
        return new Scalar<>(
                expectation,
                text -> {
                    Long value = parse(text, units);
                    return value == null || value < from || value > to ? null : quantity.apply(value);
                },
                text -> expectation + (BARE.matcher(text).matches() ? hint : ""));
    }

    private static Map<String, Long> units(List<String> names, List<Long> sizes) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            units.put(names.get(i), sizes.get(i));
        }
        return units;
    }

    private static @Nullable Long parse(String text, Map<String, Long> units) {
        Matcher parts = QUANTITY.matcher(text);
        Long unit = parts.matches() ? units.get(parts.group(2)) : null;
        return unit == null ? null : Long.valueOf(unit * Long.parseLong(parts.group(1)));
    }

    private static long require(String text, Map<String, Long> units) {
        Long value = parse(text, units);
        if (value == null) {
            throw new IllegalArgumentException(text + " (expected: a number and one of " + units.keySet() + ")");
        }
        return value;
    }
}
