package io.braid.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** The scores that decide a comparison. */
enum Measure {
    AUC("AUC", "auc", true),
    ACCURACY("acc", "accuracy", true),
    RMSE("RMSE", "rmse", false);

    private final String described;
    private final String summarised;
    private final boolean higherIsBetter;

    /**
     * A score.
     *
     * @param described its name in the descriptions of data sets
     * @param summarised its name in the summary
     */
    Measure(String described, String summarised, boolean higherIsBetter) {
        this.described = described;
        this.summarised = summarised;
        this.higherIsBetter = higherIsBetter;
    }

    /** The score that descriptions call {@code name}; none for those that decide nothing. */
    static Optional<Measure> described(String name) {
        return Arrays.stream(values())
                .filter(measure -> measure.described.equals(name))
                .findFirst();
    }

    /** Its name in the summary. */
    String summarised() {
        return summarised;
    }

    /** The score among {@code scores} of a summary, at the four decimals of the descriptions. */
    double in(JsonNode scores) {
        return Math.round(scores.get(summarised).asDouble() * 1e4) / 1e4;
    }

    /** Whether {@code one} is better than {@code other}. */
    boolean isBetter(double one, double other) {
        return higherIsBetter ? one > other : one < other;
    }

    /** The better of the two. */
    double better(double one, double other) {
        return isBetter(one, other) ? one : other;
    }
}
