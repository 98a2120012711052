package io.braid.learn.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major float32 matrices by cblas, on the memory of {@link Block}s.
 *
 * <p>One thread: the learner's thread is the only one that computes, and equal inputs give equal bits.
 */
public final class Blas {
    static {
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /** C (m, n) = A (m, k) B (k, n) + beta C; {@code lda} and so on are the floats from one row to the next. */
    public static void multiply(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        gemm(CblasNoTrans, CblasNoTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
    }

    /** C (m, n) = A^T B + beta C, with A stored as (k, m). */
    public static void multiplyTransposedLeft(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        gemm(CblasTrans, CblasNoTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
    }

    /** C (m, n) = A B^T + beta C, with B stored as (n, k). */
    public static void multiplyTransposedRight(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        gemm(CblasNoTrans, CblasTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
    }

    /** The sum of the squares of {@code count} floats; not finite when one of them is not, or when it overflows. */
    public static double squaredNorm(int count, FloatPointer values) {
        return openblas.cblas_sdot(count, values, 1, values, 1);
    }

    private static void gemm(
            int transA,
            int transB,
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        openblas.cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1f, a, lda, b, ldb, beta, c, ldc);
    }
}
