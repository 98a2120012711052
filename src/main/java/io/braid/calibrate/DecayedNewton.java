package io.braid.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A few parameters that follow the likeliest ones of the last labels, by one step of Newton's method per batch.
 *
 * <p>What is maximised is the log-likelihood of all labels, each weighing {@code 1 - 1 / MEMORY} times as much with each
 * that comes after it, less {@code PRIOR / 2} times the squared distance from the start: so few labels move little. Each
 * label's curvature is that at the parameters of its time, as in the extended Kalman filter (West, Harrison and Migon 1985,
 * "Dynamic Generalized Linear Models and Bayesian Forecasting").
 */
final class DecayedNewton {
    /** How many labels are remembered. Decision: docs/decisions/0029. */
    private static final double MEMORY = 5000;

    /** What the start weighs, in the unit of the labels' curvature. */
    private static final double PRIOR = 50;

    private final double[] start;
    private final double[] least;
    private final double[] most;
    private final double[] parameters;
    private final double[] curvature;
    private final double[] matrix;

    /**
     * @param start the parameters before the first label
     * @param least what they never fall below
     * @param most what they never exceed
     */
    DecayedNewton(double[] start, double[] least, double[] most) {
        int size = start.length;
        this.start = start;
        this.least = least;
        this.most = most;
        this.parameters = start.clone();
        this.curvature = new double[size * size];
        this.matrix = new double[size * size];
    }

    /** The {@code index}-th parameter; it changes in {@link #step} alone. */
    double parameter(int index) {
        return parameters[index];
    }

    /**
     * Moves the parameters by the labels of a batch.
     *
     * @param labels how many
     * @param gradient of the sum of their log-likelihoods by the parameters; is overwritten
     * @param bend minus its second derivatives, row by row: positive semidefinite
     */
    void step(int labels, double[] gradient, double[] bend) {
        if (labels == 0) {
            return;
        }
        double kept = kept(labels);
        int size = start.length;
        for (int i = 0; i < matrix.length; i++) {
            curvature[i] = kept * curvature[i] + bend[i];
            matrix[i] = curvature[i];
        }
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] += PRIOR;
            // At the last maximum the labels pulled as hard as the start; they pull less now.
            gradient[i] -= (1 - kept) * PRIOR * (parameters[i] - start[i]);
        }
        solve(gradient);
        for (int i = 0; i < size; i++) {
            parameters[i] = Math.max(least[i], Math.min(most[i], parameters[i] + gradient[i]));
        }
    }

    private static double kept(int labels) {
        double kept = 1;
        for (int i = 0; i < labels; i++) {
            kept *= 1 - 1 / MEMORY;
        }
        return kept;
    }

    /** Turns the gradient into the matrix's inverse times it, by elimination: the matrix is positive definite. */
    private void solve(double[] gradient) {
        int size = start.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int row = pivot + 1; row < size; row++) {
                double factor = matrix[row * size + pivot] / matrix[pivot * size + pivot];
                for (int column = pivot; column < size; column++) {
                    matrix[row * size + column] -= factor * matrix[pivot * size + column];
                }
                gradient[row] -= factor * gradient[pivot];
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int column = row + 1; column < size; column++) {
                gradient[row] -= matrix[row * size + column] * gradient[column];
            }
            gradient[row] /= matrix[row * size + row];
        }
    }

    void reset() {
        System.arraycopy(start, 0, parameters, 0, start.length);
        Arrays.fill(curvature, 0);
    }

    /** Writes the state. */
    void save(DataOutput out) throws IOException {
        for (double parameter : parameters) {
            out.writeDouble(parameter);
        }
        for (double value : curvature) {
            out.writeDouble(value);
        }
    }

    /** Takes over what {@link #save} wrote. */
    void load(DataInput in) throws IOException {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = in.readDouble();
        }
        for (int i = 0; i < curvature.length; i++) {
            curvature[i] = in.readDouble();
        }
    }
}
