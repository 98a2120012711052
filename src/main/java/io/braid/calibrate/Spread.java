package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far off predictions are, as a function of the prediction: the mean absolute error at a row of points, and a straight line
 * between two of them. Errors and predictions are in standard deviations of the label.
 *
 * <p>An error counts at the two points nearest to its prediction, by its distance from them, and at most as {@link #LIMIT} times
 * what was expected, so that a single one far out hardly matters. A point with few errors leans on the mean of all.
 */
final class Spread {
    private static final int POINTS = 16;

    /** The points lie from minus to plus this many deviations from the mean. */
    private static final double REACH = 3;

    /** How many errors are remembered. */
    private static final double MEMORY = 20_000;

    /** How many errors the mean of all counts for at each point, and one deviation for in that mean. */
    private static final double PRIOR = 20;

    private static final double LIMIT = 16;

    /** The spreads change after this many errors, or after an eighth of those remembered. */
    private static final int RENEWED = 64;

    /** The least spread: where none was ever needed, an interval must still be able to grow. */
    private static final double LEAST = 1e-6;

    private final double[] errors = new double[POINTS];
    private final double[] weights = new double[POINTS];
    private final double[] spreads = new double[POINTS];
    private double remembered;
    private int added;

    Spread() {
        reset();
    }

    /** The expected absolute error of a prediction {@code distance} deviations from the labels' mean; it changes in {@link #finish} alone. */
    double at(double distance) {
        double place = place(distance);
        int point = point(place);
        double part = place - point;
        return (1 - part) * spreads[point] + part * spreads[point + 1];
    }

    /** Takes an error, at least 0, of a prediction at {@code distance} into account. */
    void add(double distance, double error) {
        double place = place(distance);
        int point = point(place);
        double part = place - point;
        double counted = Math.min(error, LIMIT * at(distance));
        errors[point] += (1 - part) * counted;
        weights[point] += 1 - part;
        errors[point + 1] += part * counted;
        weights[point + 1] += part;
        added++;
    }

    private static double place(double distance) {
        double place = (distance + REACH) * ((POINTS - 1) / (2 * REACH));
        return Math.max(0, Math.min(POINTS - 1, place));
    }

    private static int point(double place) {
        return Math.min(POINTS - 2, (int) place);
    }

    /** Lets what was added count, and what was before a little less, if it is time to. */
    void finish() {
        if (added == 0 || added < Math.min(RENEWED, remembered / 8)) {
            return;
        }
        double allErrors = PRIOR;
        double allWeights = PRIOR;
        for (int point = 0; point < POINTS; point++) {
            allErrors += errors[point];
            allWeights += weights[point];
        }
        double mean = allErrors / allWeights;
        double kept = Math.pow(1 - 1 / MEMORY, added);
        for (int point = 0; point < POINTS; point++) {
            double spread = (errors[point] + PRIOR * mean) / (weights[point] + PRIOR);
            spreads[point] = Math.max(spread, LEAST);
            errors[point] *= kept;
            weights[point] *= kept;
        }
        remembered = kept * (remembered + added);
        added = 0;
    }

    void reset() {
        Arrays.fill(errors, 0);
        Arrays.fill(weights, 0);
        Arrays.fill(spreads, 1);
        remembered = 0;
        added = 0;
    }

    /** Writes the state. */
    void save(DataOutput out) throws IOException {
        for (int point = 0; point < POINTS; point++) {
            out.writeDouble(errors[point]);
            out.writeDouble(weights[point]);
            out.writeDouble(spreads[point]);
        }
        out.writeDouble(remembered);
        out.writeInt(added);
    }

    /** Takes over what {@link #save} wrote. */
    void load(DataInput in) throws IOException {
        for (int point = 0; point < POINTS; point++) {
            errors[point] = in.readDouble();
            weights[point] = in.readDouble();
            spreads[point] = in.readDouble();
        }
        remembered = in.readDouble();
        added = in.readInt();
    }
}
