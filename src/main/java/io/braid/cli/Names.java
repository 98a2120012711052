package io.braid.cli;

import java.util.Locale;

/** Constants as the configuration writes them. */
final class Names {
    private Names() {}

    /** {@code SHARED_BOTTOM} as {@code shared-bottom}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
