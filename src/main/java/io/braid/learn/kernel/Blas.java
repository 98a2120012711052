package io.braid.learn.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major float32 matrices by cblas, on ND4J's memory.
 *
 * <p>One thread: the learner's thread is the only one that computes, and equal inputs give equal bits.
 */
final class Blas {
    /** Multiplications of the largest product that OpenBLAS computes without packing. */
    private static final int UNPACKED = 1_000_000;

    /** Elements of the largest result with a transposed right factor that it computes so. */
    private static final int UNPACKED_RESULTS = 1024;

    private static final int FEW_ROWS = 16;

    static {
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /** Which of two factors is stored transposed. */
    enum Transposed {
        NONE,
        LEFT,
        RIGHT
    }

    /** C (m, n) = A (m, k) B (k, n) + beta C, where one of A and B may be stored transposed. */
    static void multiply(int m, int n, int k, Matrix a, Transposed transposed, Matrix b, float beta, Matrix c) {
        int piece = piece(m, n, k, transposed);
        for (int first = 0; first < n; first += piece) {
            int from = transposed == Transposed.RIGHT ? first * b.stride() : first;
            multiply(m, Math.min(piece, n - first), k, a, transposed, b, from, beta, c, first);
        }
    }

    /**
     * How many columns to compute at a time: OpenBLAS leaves out packing, which takes up to half of the time, for small
     * products only (docs/decisions/0022).
     */
    private static int piece(int m, int n, int k, Transposed transposed) {
        if (transposed == Transposed.RIGHT) {
            return m > 0 && m <= FEW_ROWS ? UNPACKED_RESULTS / m / FEW_ROWS * FEW_ROWS : n;
        }
        long multiplications = (long) m * n * k;
        boolean inHalves = multiplications > UNPACKED && multiplications <= 2 * UNPACKED;
        return inHalves ? Matrix.padded((n + 1) / 2) : n;
    }

    private static void multiply(
            int m, int n, int k, Matrix a, Transposed transposed, Matrix b, int from, float beta, Matrix c, int to) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                transposed == Transposed.LEFT ? openblas.CblasTrans : openblas.CblasNoTrans,
                transposed == Transposed.RIGHT ? openblas.CblasTrans : openblas.CblasNoTrans,
                m,
                n,
                k,
                1f,
                a.pointer(),
                a.stride(),
                b.pointer(from),
                b.stride(),
                beta,
                c.pointer(to),
                c.stride());
    }

    /** The sum of the squares of {@code count} floats. */
    static double squaredNorm(Matrix values, int count) {
        return openblas.cblas_sdot(count, values.pointer(), 1, values.pointer(), 1);
    }
}
