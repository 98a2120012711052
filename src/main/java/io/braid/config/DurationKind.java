package io.braid.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations of a range, written with their unit: {@code 20ms}, {@code 5s}, {@code 2m}. */
final class DurationKind {

    private static final Map<String, Duration> UNITS =
            Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1));

    /** Nine digits at most: no range is so long, and nothing can overflow. */
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private static final Pattern BARE = Pattern.compile("[0-9]+");

    private DurationKind() {}

    /** Durations from {@code least} to {@code most}, both as they are written in a configuration. */
    static Kind<Duration> between(String least, String most) {
        Duration from = require(least);
        Duration to = require(most);
        String expectation = "a duration from " + least + " to " + most;
        return new Scalar<>(
                expectation,
                text -> {
                    Duration value = parse(text);
                    return value == null || value.compareTo(from) < 0 || value.compareTo(to) > 0 ? null : value;
                },
                text -> expectation + (BARE.matcher(text).matches() ? "; add a unit: ms, s or m" : ""));
    }

    private static @Nullable Duration parse(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        Duration unit = UNITS.get(parts.group(2));
        return unit == null ? null : unit.multipliedBy(Long.parseLong(parts.group(1)));
    }

    private static Duration require(String text) {
        Duration duration = parse(text);
        if (duration == null) {
            throw new IllegalArgumentException(text + " (expected: a duration, as in 20ms)");
        }
        return duration;
    }
}
