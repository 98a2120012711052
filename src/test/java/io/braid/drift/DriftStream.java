package io.braid.drift;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.Event;
import java.nio.file.Path;

/**
 * A random stream of events with several tasks, in which what is to be learnt changes every so many events; the same for
 * the same seed.
 */
interface DriftStream {
    /** The features and tasks, as YAML. */
    String model();

    /** The next event. */
    Event next();

    /** The configuration of an application that reads it, with {@code settings} as further YAML. */
    default BraidConfig config(String settings) {
        return ConfigLoader.parse(
                "app: drift\nevents: {}\n" + model() + settings, getClass().getSimpleName(), Path.of(""));
    }

    /** An event with numeric features alone. */
    static Event event(long index, double[] numbers, double... labels) {
        return new Event(
                null,
                Long.toString(index),
                index,
                numbers,
                new byte[numbers.length][],
                new float[numbers.length][],
                labels);
    }
}
