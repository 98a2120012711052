package io.braid.drift;

import io.braid.ingest.Event;
import java.util.SplittableRandom;

/**
 * A hyperplane in ten dimensions that turns: on which side a point lies, a twentieth of the labels wrong, and how far from it.
 *
 * <p>Source: Hulten, Spencer and Domingos, "Mining time-changing data streams", KDD 2001. Here it stands still for most of a
 * concept, and turns to another direction within the first {@value #TURN} events of the next, so that there is something to recover from.
 */
final class HyperplaneStream implements DriftStream {
    private static final int DIMENSIONS = 10;
    private static final int TURN = 500;
    private static final double WRONG = 0.05;
    private static final double NOISE = 0.1;

    private final SplittableRandom random;
    private final long concept;
    private final double[] from = new double[DIMENSIONS];
    private final double[] to = new double[DIMENSIONS];
    private long index;

    /** A stream whose concept changes every {@code concept} events. */
    HyperplaneStream(long seed, long concept) {
        this.random = new SplittableRandom(seed);
        this.concept = concept;
        turn();
    }

    private void turn() {
        for (int i = 0; i < DIMENSIONS; i++) {
            from[i] = to[i];
            to[i] = 2 * random.nextDouble() - 1;
        }
    }

    @Override
    public String model() {
        StringBuilder model = new StringBuilder("features:\n");
        for (int i = 0; i < DIMENSIONS; i++) {
            model.append("  - {name: x").append(i).append(", type: numeric}\n");
        }
        return model.append("tasks:\n  - {name: side, type: binary}\n  - {name: distance, type: regression}\n")
                .toString();
    }

    @Override
    public Event next() {
        if (index > 0 && index % concept == 0) {
            turn();
        }
        double done = index < concept ? 1 : Math.min(1, (index % concept) / (double) TURN);
        double[] x = new double[DIMENSIONS];
        double distance = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            x[i] = random.nextDouble();
            distance += (x[i] - 0.5) * (from[i] + done * (to[i] - from[i]));
        }
        boolean side = distance >= 0 ^ random.nextDouble() < WRONG;
        return DriftStream.event(index++, x, side ? 1 : 0, distance + NOISE * random.nextGaussian());
    }
}
