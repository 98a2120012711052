package io.braid.learn.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major float32 matrices by cblas, on ND4J's memory.
 *
 * <p>One thread: the learner's thread is the only one that computes, and equal inputs give equal bits.
 */
final class Blas {
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
                b.pointer(),
                b.stride(),
                beta,
                c.pointer(),
                c.stride());
    }

    /** The sum of the squares of {@code count} floats. */
    static double squaredNorm(Matrix values, int count) {
        return openblas.cblas_sdot(count, values.pointer(), 1, values.pointer(), 1);
    }
}
