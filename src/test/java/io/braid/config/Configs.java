package io.braid.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;

/** Configurations to start a test from. */
final class Configs {

    /** The smallest sensible one: everything else is a default. */
    static final String SMALL = """
        app: flights
        events: {id: flight_id}
        features:
          - {name: distance, type: numeric}
          - {name: carrier, type: categorical}
        tasks:
          - {name: late15, type: binary}
          - {name: arr_delay, type: regression}
        """;

    private Configs() {}

    static BraidConfig parse(String yaml) {
        return ConfigLoader.parse(yaml, "c.yaml", Path.of(""));
    }

    /** What {@code yaml} is refused with. */
    static ConfigException refusal(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> parse(yaml));
    }

    /** {@link #SMALL} with one part replaced, which has to be there. */
    static String smallWith(String part, String replacement) {
        if (!SMALL.contains(part)) {
            throw new IllegalArgumentException(part + " (expected: a part of the small configuration)");
        }
        return SMALL.replace(part, replacement);
    }
}
