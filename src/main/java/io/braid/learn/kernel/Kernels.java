package io.braid.learn.kernel;

/**
 * The operations that a model is computed with, over memory that ND4J holds. {@link ReferenceKernels} says in ND4J's own
 * operations what is right and runs everywhere; {@link VectorKernels} does the same at the processor's speed.
 *
 * <p>Both agree but for rounding, and each gives equal bits for equal input. Where rows end before a multiple of 16 floats, what
 * lies between is of no meaning, unless it belongs to a wider matrix: then it stays. Not for several threads at once.
 */
public sealed interface Kernels permits ReferenceKernels, VectorKernels {
    /** The fastest that this Java can run: {@link VectorKernels} where the module jdk.incubator.vector is loaded. */
    static Kernels fastest() {
        return isVectorModulePresent() ? new VectorKernels() : new ReferenceKernels();
    }

    /** Whether Java was started with {@code --add-modules jdk.incubator.vector}. */
    static boolean isVectorModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** What they are, in words for people. */
    String description();

    /** Floats of the vectors that they compute with; 0: they leave that to ND4J. */
    int lanes();

    /** C (m, n) = A (m, k) B (k, n) + beta C. */
    void multiply(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c);

    /** C (m, n) = A^T B + beta C, with A stored as (k, m). */
    void multiplyTransposedLeft(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c);

    /** C (m, n) = A B^T + beta C, with B stored as (n, k). */
    void multiplyTransposedRight(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c);

    /** The sum of the squares of the first {@code count} floats; not finite when one of them is not, or when it overflows. */
    double squaredNorm(Matrix values, int count);

    /** Rectified linear units: negative {@code values}, (rows, columns), become zero; what is no number stays so. */
    void rectify(int rows, int columns, Matrix values);

    /** The way back: {@code slopes}, (rows, columns), become zero where {@code values} are not positive. */
    void rectifySlopes(int rows, int columns, Matrix values, Matrix slopes);

    /**
     * Each example's row of {@code target} becomes the sum of the table's rows that it reads, over the root of their number;
     * zeros if there is none.
     *
     * @param first the first example; its row of {@code target} is the first
     * @param ends where in {@code rows} each example ends; it starts where the one before it ends
     * @param rows which row of the table each place reads
     * @param dim columns of the table
     */
    void gather(int first, int examples, int[] ends, int[] rows, int dim, Matrix table, Matrix target);

    /**
     * Adds to {@code gradients} what {@link #gather} hands back: for each place, its example's row of {@code slopes} over the
     * root of the example's number of places.
     *
     * @param slots which row of {@code gradients} each place adds to; below zero: none
     */
    void scatter(int first, int examples, int[] ends, int[] slots, int dim, Matrix slopes, Matrix gradients);

    /**
     * Negative log-likelihood of a label 0 or 1 under the logistic function: log(1 + e^z) - yz.
     *
     * @param weight what the slopes are multiplied by
     * @return the sum of the losses, not weighted
     */
    double logistic(TaskOutputs task, int examples, float weight);

    /** Negative log-likelihood of a class under softmax: log(sum over j of e^z_j) - z_y. Parameters as in {@link #logistic}. */
    double softmax(TaskOutputs task, int examples, float weight);

    /** (z - y)^2. Parameters as in {@link #logistic}. */
    double squaredError(TaskOutputs task, int examples, float weight);

    /** Half the squared error up to an error of {@code delta}, linear beyond. Parameters as in {@link #logistic}. */
    double huber(float delta, TaskOutputs task, int examples, float weight);

    /**
     * Negative log-likelihood of a count under an exponential link, up to a constant: r(z) - yz, where r is e^z, and beyond
     * {@code limit} its tangent there. Parameters as in {@link #logistic}.
     */
    double poisson(float limit, TaskOutputs task, int examples, float weight);

    /**
     * Adam's update with the gradient g times {@code factor}: m = keepMean m + (1 - keepMean) g,
     * v = keepSquare v + (1 - keepSquare) g^2, w = w - rate m / (sqrt(v) + epsilon). State: m, v, of which what is below the
     * last digit of {@link #FLUSH} becomes zero.
     */
    void adam(Stretches stretches, float factor, float rate, float keepMean, float keepSquare, float epsilon);

    /** AdaGrad's update: s = s + g^2, w = w - rate g / (sqrt(s) + epsilon), with g as in {@link #adam}. State: s. */
    void adaGrad(Stretches stretches, float factor, float rate, float epsilon);

    /** The update with momentum: v = keep v + g, w = w - rate v, with g as in {@link #adam}. State: v. */
    void momentum(Stretches stretches, float factor, float rate, float keep);

    /**
     * FTRL-Proximal's update: n' = n + g^2, z = z + g - (sqrt(n') - sqrt(n)) / alpha w, then w = 0 where |z| is at most l1,
     * else -sign(z) (|z| - l1) / ((beta + sqrt(n')) / alpha + l2), with g as in {@link #adam}. State: z, n.
     */
    void ftrl(Stretches stretches, float factor, float alpha, float beta, float l1, float l2);

    /**
     * Added to numbers and taken away again: those that are too small to matter, and slow, become zero. What it leaves is large enough
     * for its product with a learning rate not to be slow either, see docs/decisions/0022.
     */
    float FLUSH = 1e-22f;
}
