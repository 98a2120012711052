package io.braid.learn.balance;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by rotations that make its entries off the diagonal zero, one after
 * the other and again, until they are.
 *
 * <p>Source: Jacobi, "Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen vorkommenden Gleichungen numerisch
 * aufzulösen", Journal für die reine und angewandte Mathematik 30, 1846; the rotation as in Golub and Van Loan, "Matrix
 * computations", 2013, section 8.5.
 */
final class SymmetricEigen {
    private static final int SWEEPS = 30;

    /** Off the diagonal, an entry as small as this part of the largest on it is zero. */
    private static final double ZERO = 1e-15;

    private final double[][] matrix;
    private final double[][] vectors;

    /** Room for matrices of up to {@code size} rows. */
    SymmetricEigen(int size) {
        this.matrix = new double[size][size];
        this.vectors = new double[size][size];
    }

    /** Decomposes the first {@code size} rows and columns of {@code gram}. */
    void decompose(Gram gram, int size) {
        double largest = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = gram.get(i, j);
                vectors[i][j] = i == j ? 1 : 0;
            }
            largest = Math.max(largest, Math.abs(matrix[i][i]));
        }
        for (int sweep = 0; sweep < SWEEPS && sweep(size, ZERO * largest); sweep++) {}
    }

    private boolean sweep(int size, double zero) {
        boolean rotated = false;
        for (int p = 0; p < size; p++) {
            for (int q = p + 1; q < size; q++) {
                if (Math.abs(matrix[p][q]) > zero) {
                    rotate(p, q, size);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private void rotate(int p, int q, int size) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        double shift = tangent * matrix[p][q];
        matrix[p][p] -= shift;
        matrix[q][q] += shift;
        matrix[p][q] = 0;
        matrix[q][p] = 0;
        for (int k = 0; k < size; k++) {
            if (k != p && k != q) {
                double atP = matrix[k][p];
                double atQ = matrix[k][q];
                matrix[k][p] = cosine * atP - sine * atQ;
                matrix[p][k] = matrix[k][p];
                matrix[k][q] = sine * atP + cosine * atQ;
                matrix[q][k] = matrix[k][q];
            }
            double inP = vectors[k][p];
            double inQ = vectors[k][q];
            vectors[k][p] = cosine * inP - sine * inQ;
            vectors[k][q] = sine * inP + cosine * inQ;
        }
    }

    /** The eigenvalue number {@code index}, in no order. */
    double value(int index) {
        return matrix[index][index];
    }

    /** The number in row {@code row} of the unit eigenvector that belongs to {@link #value} {@code index}. */
    double vector(int row, int index) {
        return vectors[row][index];
    }
}
