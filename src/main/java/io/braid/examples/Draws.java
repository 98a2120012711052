package io.braid.examples;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random draws that are the same on every machine and every Java version: only {@link SplittableRandom#nextDouble()}, whose
 * algorithm is fixed, and {@link StrictMath} lie under them.
 */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 inclusive to 1 exclusive. */
    double uniform() {
        return random.nextDouble();
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** A whole number from {@code first} to {@code last}, both inclusive. */
    int between(int first, int last) {
        return first + (int) (uniform() * (last - first + 1));
    }

    /** One of the values, each as likely as the others. */
    <T> T one(List<T> values) {
        return values.get(between(0, values.size() - 1));
    }

    /** The index of one of the probabilities, which sum to 1. */
    int index(double[] probabilities) {
        double left = uniform();
        for (int i = 0; i < probabilities.length - 1; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return i;
            }
        }
        return probabilities.length - 1;
    }

    /** A standard normal number (Box and Muller 1958). */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** Noise with mean 0 and standard deviation 1 that never leaves -3 to 3: twice the centred sum of three uniform numbers. */
    double boundedNoise() {
        return 2 * (uniform() + uniform() + uniform() - 1.5);
    }
}
