package io.braid.learn.kernel;

import io.braid.learn.kernel.Blas.Transposed;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Matrix products by cblas on the arrays' own pointers, all else in loops over vectors as wide as the processor's, by the
 * Vector API. The speed of what is written here hangs on the compiler's seeing through it: keep methods small, and vectors in
 * local variables. Decision: docs/decisions/0017.
 */
public final class VectorKernels implements Kernels {
    private static final int LANES = Floats.LANES;

    private final VectorLosses losses = new VectorLosses();

    /** Needs the module jdk.incubator.vector. */
    public VectorKernels() {}

    @Override
    public String description() {
        return "OpenBLAS and vectors of " + LANES + " floats";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void multiply(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        Blas.multiply(m, n, k, a, Transposed.NONE, b, beta, c);
    }

    @Override
    public void multiplyTransposedLeft(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        Blas.multiply(m, n, k, a, Transposed.LEFT, b, beta, c);
    }

    @Override
    public void multiplyTransposedRight(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        Blas.multiply(m, n, k, a, Transposed.RIGHT, b, beta, c);
    }

    @Override
    public double squaredNorm(Matrix values, int count) {
        return Blas.squaredNorm(values, count);
    }

    @Override
    public void rectify(int rows, int columns, Matrix values) {
        Object memory = values.block().memory();
        for (int row = 0; row < rows; row++) {
            int at = values.offset() + row * values.stride();
            rectify(columns, memory, at);
        }
    }

    private static void rectify(int columns, Object memory, int at) {
        int whole = columns / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            Floats.store(rectified(Floats.load(memory, at, i)), memory, at, i);
        }
        if (whole < columns) {
            Floats.storeFirst(columns - whole, rectified(Floats.load(memory, at, whole)), memory, at + whole);
        }
    }

    private static FloatVector rectified(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LT, 0f));
    }

    @Override
    public void rectifySlopes(int rows, int columns, Matrix values, Matrix slopes) {
        Object from = values.block().memory();
        Object to = slopes.block().memory();
        for (int row = 0; row < rows; row++) {
            int at = values.offset() + row * values.stride();
            rectifySlopes(columns, from, at, to, slopes.offset() + row * slopes.stride());
        }
    }

    private static void rectifySlopes(int columns, Object values, int at, Object slopes, int to) {
        int whole = columns / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            Floats.store(kept(Floats.load(slopes, to, i), Floats.load(values, at, i)), slopes, to, i);
        }
        if (whole < columns) {
            FloatVector last = kept(Floats.load(slopes, to, whole), Floats.load(values, at, whole));
            Floats.storeFirst(columns - whole, last, slopes, to + whole);
        }
    }

    private static FloatVector kept(FloatVector slope, FloatVector value) {
        return Floats.all(0f).blend(slope, value.compare(VectorOperators.GT, 0f));
    }

    @Override
    public void gather(int first, int examples, int[] ends, int[] rows, int dim, Matrix table, Matrix target) {
        Object from = table.block().memory();
        Object to = target.block().memory();
        for (int example = 0; example < examples; example++) {
            int place = start(ends, first + example);
            int end = ends[first + example];
            float factor = factor(end - place);
            int at = target.offset() + example * target.stride();
            for (int i = 0; i < dim; i += LANES) {
                FloatVector sum = Floats.all(0f);
                for (int p = place; p < end; p++) {
                    sum = sum.add(Floats.load(from, table.offset() + rows[p] * table.stride(), i));
                }
                Floats.storeFirst(dim - i, sum.mul(factor), to, at + i);
            }
        }
    }

    @Override
    public void scatter(int first, int examples, int[] ends, int[] slots, int dim, Matrix slopes, Matrix gradients) {
        Object from = slopes.block().memory();
        Object to = gradients.block().memory();
        for (int example = 0; example < examples; example++) {
            int place = start(ends, first + example);
            int end = ends[first + example];
            float factor = factor(end - place);
            int at = slopes.offset() + example * slopes.stride();
            for (int p = place; p < end; p++) {
                if (slots[p] >= 0) {
                    add(dim, from, at, factor, to, gradients.offset() + slots[p] * gradients.stride());
                }
            }
        }
    }

    private static void add(int count, Object from, int at, float factor, Object to, int target) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector sum =
                    Floats.load(to, target, i).add(Floats.load(from, at, i).mul(factor));
            Floats.storeFirst(count - i, sum, to, target + i);
        }
    }

    private static int start(int[] ends, int example) {
        return example == 0 ? 0 : ends[example - 1];
    }

    private static float factor(int count) {
        return count <= 1 ? 1f : (float) (1 / Math.sqrt(count));
    }

    @Override
    public double logistic(TaskOutputs task, int examples, float weight) {
        return losses.logistic(task, examples, weight);
    }

    @Override
    public double softmax(TaskOutputs task, int examples, float weight) {
        return losses.softmax(task, examples, weight);
    }

    @Override
    public double squaredError(TaskOutputs task, int examples, float weight) {
        return losses.squaredError(task, examples, weight);
    }

    @Override
    public double huber(float delta, TaskOutputs task, int examples, float weight) {
        return losses.huber(delta, task, examples, weight);
    }

    @Override
    public double poisson(float limit, TaskOutputs task, int examples, float weight) {
        return losses.poisson(limit, task, examples, weight);
    }

    @Override
    public void adam(Stretches s, float factor, float rate, float keepMean, float keepSquare, float epsilon) {
        for (int each = 0; each < s.count; each++) {
            VectorUpdates.adam(s, each, factor, rate, keepMean, keepSquare, epsilon);
        }
    }

    @Override
    public void adaGrad(Stretches s, float factor, float rate, float epsilon) {
        for (int each = 0; each < s.count; each++) {
            VectorUpdates.adaGrad(s, each, factor, rate, epsilon);
        }
    }

    @Override
    public void momentum(Stretches s, float factor, float rate, float keep) {
        for (int each = 0; each < s.count; each++) {
            VectorUpdates.momentum(s, each, factor, rate, keep);
        }
    }

    @Override
    public void ftrl(Stretches s, float factor, float alpha, float beta, float l1, float l2) {
        for (int each = 0; each < s.count; each++) {
            VectorUpdates.ftrl(s, each, factor, alpha, beta, l1, l2);
        }
    }
}
