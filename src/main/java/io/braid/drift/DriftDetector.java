package io.braid.drift;

import io.braid.config.DriftConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Watches a stream of numbers from 0 to 1, such as the losses of predictions, for a rise of their mean.
 *
 * <p>A fall is taken note of, and nothing is said of it: a task that is predicted better than before needs nothing. After it
 * has told of a rise a detector goes on, and measures the next one from where this one led. Not for several threads.
 */
public sealed interface DriftDetector permits Adwin, PageHinkley {
    /**
     * Adds the next number.
     *
     * @param value from 0 to 1
     * @return whether the mean is taken to have risen; told once for a rise
     * @throws IllegalArgumentException when {@code value} is not from 0 to 1
     */
    boolean add(double value);

    /** Forgets every number. */
    void reset();

    /** Writes all that {@link #load} needs to go on as if nothing had happened. */
    void save(DataOutput out) throws IOException;

    /** Takes over what {@link #save} of a detector of this kind wrote. */
    void load(DataInput in) throws IOException;

    /** The detector that {@code config} asks for, if it does, that has seen nothing. */
    static Optional<DriftDetector> of(DriftConfig config) {
        return switch (config.detector()) {
            case NONE -> Optional.empty();
            case ADWIN -> Optional.of(new Adwin(config.delta()));
            case PAGE_HINKLEY -> Optional.of(new PageHinkley(config.delta()));
        };
    }

    /** Returns {@code value} if a detector can take it. */
    static double checked(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("value for a drift detector: " + value + " (expected: from 0 to 1)");
        }
        return value;
    }
}
