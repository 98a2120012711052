package io.braid.drift;

import io.braid.config.TaskConfig;

/**
 * How wrong one prediction was, as a number from 0 to 1, for a {@link DriftDetector}.
 *
 * <p>Of classes the Brier score, halved where it goes up to 2 (Brier, "Verification of forecasts expressed in terms of
 * probability", Monthly Weather Review 78, 1950): bounded by itself, and it tells of probabilities that get worse where
 * the class that is called doesn't change. Of numbers the absolute error in units of {@value #UNITS} standard deviations of the labels, 1 at most.
 */
public final class BoundedLoss {
    private static final double UNITS = 2;

    private BoundedLoss() {}

    /**
     * The loss of one prediction of {@code task}.
     *
     * @param label 0 or 1, the class's index, or the number in its own units
     * @param prediction the probability of true, the probability per class, or the value in the label's own units; finite
     * @param scale the standard deviation of a regression's labels, or, of counts, their mean
     */
    public static double of(TaskConfig task, double label, float[] prediction, double scale) {
        if (task instanceof TaskConfig.Regression) {
            double error = Math.abs(label - prediction[0]);
            return error < UNITS * scale ? error / (UNITS * scale) : error > 0 ? 1 : 0;
        }
        if (task instanceof TaskConfig.Binary) {
            return squared(label - prediction[0]);
        }
        double sum = 0;
        for (int i = 0; i < prediction.length; i++) {
            sum += squared(prediction[i] - (i == label ? 1 : 0));
        }
        return Math.min(1, sum / 2);
    }

    private static double squared(double value) {
        return value * value;
    }
}
