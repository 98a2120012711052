package io.braid.learn.balance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A learnt factor per task, kept as its logarithm so that it stays positive: 1 at first, from 1/100 to 100, moved in small steps. */
final class LogFactors {
    private static final double LIMIT = StrictMath.log(100);

    /** The longest step of a logarithm. */
    private static final double LONGEST_STEP = 0.2;

    private final double[] logs;

    LogFactors(int tasks) {
        this.logs = new double[tasks];
    }

    /** How many tasks there are. */
    int size() {
        return logs.length;
    }

    /** The logarithm of the factor of {@code task}. */
    double log(int task) {
        return logs[task];
    }

    /** The factor of {@code task}. */
    double factor(int task) {
        return StrictMath.exp(logs[task]);
    }

    /** Moves the logarithm of the factor of {@code task}, as far as it may. */
    void step(int task, double step) {
        logs[task] = clamp(logs[task] + clamp(step, LONGEST_STEP), LIMIT);
    }

    /** The number between −{@code limit} and {@code limit} that is next to {@code value}. */
    static double clamp(double value, double limit) {
        return Math.max(-limit, Math.min(limit, value));
    }

    void reset() {
        Arrays.fill(logs, 0);
    }

    void save(DataOutput out) throws IOException {
        for (double log : logs) {
            out.writeDouble(log);
        }
    }

    void load(DataInput in) throws IOException {
        for (int task = 0; task < logs.length; task++) {
            logs[task] = in.readDouble();
        }
    }
}
