package io.braid.drift;

import io.braid.ingest.Event;
import java.util.SplittableRandom;

/**
 * SEA concepts: whether the sum of two numbers of three is at most a threshold, which jumps. A tenth of the labels is wrong.
 * The regression is the distance to the threshold.
 *
 * <p>Source: Street and Kim, "A streaming ensemble algorithm (SEA) for large-scale classification", KDD 2001, whose four thresholds
 * follow each other here without an end.
 */
final class SeaStream implements DriftStream {
    private static final double[] THRESHOLDS = {8, 9, 7, 9.5};
    private static final double WRONG = 0.1;
    private static final double NOISE = 0.5;

    private final SplittableRandom random;
    private final long concept;
    private long index;

    /** A stream whose concept changes every {@code concept} events. */
    SeaStream(long seed, long concept) {
        this.random = new SplittableRandom(seed);
        this.concept = concept;
    }

    @Override
    public String model() {
        return """
            features:
              - {name: x1, type: numeric}
              - {name: x2, type: numeric}
              - {name: x3, type: numeric}
            tasks:
              - {name: below, type: binary}
              - {name: distance, type: regression}
            """;
    }

    @Override
    public Event next() {
        double threshold = THRESHOLDS[(int) (index / concept % THRESHOLDS.length)];
        double[] x = {random.nextDouble(10), random.nextDouble(10), random.nextDouble(10)};
        double distance = x[0] + x[1] - threshold;
        boolean below = distance <= 0 ^ random.nextDouble() < WRONG;
        return DriftStream.event(index++, x, below ? 1 : 0, distance + NOISE * random.nextGaussian());
    }
}
