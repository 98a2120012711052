package io.braid.encode;

/**
 * The state of several {@link RobustMoments}, one in each row. Every quantity has an array of its own, so that
 * {@link NumericLanes} can take one step for many rows at once. Counts are doubles, exact far beyond any stream.
 */
final class MomentsTable {
    final double[] counts;
    final double[] means;
    final double[] squares;
    final double[] newer;
    final double[] lowest;
    final double[] highest;

    /** Room for {@code rows}, which each row's {@link RobustMoments} empties. */
    MomentsTable(int rows) {
        counts = new double[rows];
        means = new double[rows];
        squares = new double[rows];
        newer = new double[rows];
        lowest = new double[rows];
        highest = new double[rows];
    }

    int rows() {
        return counts.length;
    }
}
