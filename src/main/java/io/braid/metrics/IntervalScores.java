package io.braid.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores of intervals around predicted numbers: {@code coverage}, the share of labels that lie in theirs, bounds included, and
 * {@code interval_width}, the mean width in the label's own units.
 */
final class IntervalScores {
    private long count;
    private long covered;
    private double width;

    void add(double label, double lower, double upper) {
        count++;
        covered += lower <= label && label <= upper ? 1 : 0;
        width += upper - lower;
    }

    /** Adds both to {@code values}, unless there was no interval. */
    ScoreValues addTo(ScoreValues values) {
        return count == 0
                ? values
                : values.with("coverage", (double) covered / count).with("interval_width", width / count);
    }

    void reset() {
        count = 0;
        covered = 0;
        width = 0;
    }

    void save(DataOutput out) throws IOException {
        Counts.writeNumber(out, count);
        Counts.writeNumber(out, covered);
        out.writeDouble(width);
    }

    void load(DataInput in) throws IOException {
        count = Counts.readNumber(in);
        covered = Counts.readNumber(in);
        width = in.readDouble();
    }
}
