package io.braid.config;

import org.jspecify.annotations.Nullable;

/**
 * What a setting's value may be.
 *
 * @param <T> what a value is read as
 */
interface Kind<T> {

    /** The values that will do, such as {@code an integer from 1 to 5}: for reports and for the documentation. */
    String expectation();

    /**
     * The value of {@code node}.
     *
     * @param key the setting's path, for reports
     * @param problems told of everything that does not fit
     * @return null if nothing can be made of it; then {@code problems} know why
     */
    @Nullable
    T read(Node node, String key, Problems problems);
}
