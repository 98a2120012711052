package io.braid.config;

import org.jspecify.annotations.Nullable;

/**
 * One setting, declared: reading and documentation both come from it.
 *
 * @param name its key in its mapping
 * @param kind what its value may be
 * @param required whether it must be written
 * @param absent what holds when it is not written, in words or as the file would write it
 * @param fallback makes the value that holds when it is not written
 * @param sentence what it is for
 */
record Setting<T>(String name, Kind<T> kind, boolean required, String absent, Fallback<T> fallback, String sentence) {

    /** Makes the value of a setting that is not written. */
    interface Fallback<T> {
        /** The value, given the settings that stand before it in the same mapping; null if there is none. */
        @Nullable
        T value(Values before);
    }

    /** A setting without which there is no configuration. */
    static <T> Setting<T> required(String name, Kind<T> kind, String sentence) {
        return new Setting<>(name, kind, true, "required", before -> null, sentence);
    }

    /** A setting whose default is {@code yaml}, written as the file would write it. */
    static <T> Setting<T> withDefault(String name, Kind<T> kind, String yaml, String sentence) {
        return new Setting<>(name, kind, false, "`" + yaml + "`", before -> parse(name, kind, yaml), sentence);
    }

    /** A setting whose default follows from others in the same mapping. */
    static <T> Setting<T> derived(String name, Kind<T> kind, String absent, Fallback<T> fallback, String sentence) {
        return new Setting<>(name, kind, false, absent, fallback, sentence);
    }

    /** A setting that may be absent; what holds then is decided where the whole configuration is known. */
    static <T> Setting<T> optional(String name, Kind<T> kind, String absent, String sentence) {
        return new Setting<>(name, kind, false, absent, before -> null, sentence);
    }

    private static <T> T parse(String name, Kind<T> kind, String yaml) {
        String source = "the default of " + name;
        Problems problems = new Problems();
        T value = kind.read(YamlTree.parse(yaml, source), name, problems);
        problems.throwIfAny();
        if (value == null) {
            throw new IllegalStateException(source + ": " + yaml + " (expected: " + kind.expectation() + ")");
        }
        return value;
    }
}
