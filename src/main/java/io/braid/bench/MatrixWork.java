package io.braid.bench;

import io.braid.learn.kernel.Blas;
import io.braid.learn.kernel.Block;
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

    private final Block left = random();
    private final Block right = random();
    private final Block product = new Block(WIDTH * WIDTH);

    private static Block random() {
        SplittableRandom random = new SplittableRandom(1);
        float[] numbers = new float[WIDTH * WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        Block block = new Block(numbers.length);
        block.write(0, numbers, 0, numbers.length);
        return block;
    }

    /** Multiplies once and returns the floating-point operations. */
    @Override
    public long run() {
        Blas.multiply(
                WIDTH, WIDTH, WIDTH, left.pointer(0), WIDTH, right.pointer(0), WIDTH, 0f, product.pointer(0), WIDTH);
        return 2L * WIDTH * WIDTH * WIDTH;
    }
}
