package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.publish.Prediction;
import java.util.List;

/**
 * Whether two applications predicted the same.
 *
 * <p>An event that was predicted early was so in a smaller batch, whose matrix products may add up in another order: the
 * values are equal but for that.
 */
final class SamePredictions {
    private static final double ROUNDING = 1e-4;

    private SamePredictions() {}

    /** Fails unless {@code actual} has the predictions of {@code expected}, in their order and by the same models. */
    static void check(List<Prediction> actual, List<Prediction> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            if (!same(actual.get(i), expected.get(i))) {
                assertThat(actual.get(i)).as("prediction " + i).isEqualTo(expected.get(i));
            }
        }
    }

    private static boolean same(Prediction one, Prediction other) {
        return one.eventId().equals(other.eventId())
                && one.task().equals(other.task())
                && one.modelVersion() == other.modelVersion()
                && one.eventTime() == other.eventTime()
                && one.values().keySet().equals(other.values().keySet())
                && one.values().keySet().stream().allMatch(name -> {
                    double expected = other.values().getOrDefault(name, Double.NaN);
                    double value = one.values().getOrDefault(name, Double.NaN);
                    return Math.abs(value - expected) <= ROUNDING * (1 + Math.abs(expected));
                });
    }
}
