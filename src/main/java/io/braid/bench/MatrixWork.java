package io.braid.bench;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.Matrix;
import java.util.SplittableRandom;

/**
 * Multiplies two large matrices, which is what the processor does fastest: a bound for every model whose work is products.
 *
 * <p>An event that is predicted and trained on takes about five multiplications-or-additions a parameter: two forward, two for
 * the weights' gradient, and two for the gradient handed on, which the first layer hands to nobody.
 */
public final class MatrixWork implements Work {
    /** Floating-point operations per parameter and event. */
    public static final int OPERATIONS = 5;

    private static final int WIDTH = 1024;

    private final Kernels kernels = Kernels.fastest();
    private final Matrix left = random();
    private final Matrix right = random();
    private final Matrix product = Matrix.zeros(WIDTH, WIDTH);

    private static Matrix random() {
        SplittableRandom random = new SplittableRandom(1);
        float[] numbers = new float[WIDTH * WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        Matrix matrix = Matrix.zeros(WIDTH, WIDTH);
        matrix.block().write(0, numbers, 0, numbers.length);
        return matrix;
    }

    /** Multiplies once and returns the floating-point operations. */
    @Override
    public long run() {
        kernels.multiply(WIDTH, WIDTH, WIDTH, left, right, 0f, product);
        return 2L * WIDTH * WIDTH * WIDTH;
    }
}
