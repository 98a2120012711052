package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products, rectified units and pooled rows of both kernels against plain loops in double precision, over random shapes, places
 * and distances between rows: within half of the tolerance each, so within all of it of each other.
 */
class KernelsTest {
    private static final int CASES = 60;

    /** Of what the terms of a sum amount to. */
    private static final double TOLERANCE = 5e-6;

    private static final int[] SIZES = {0, 1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 47, 48, 64, 65, 130};

    private final SplittableRandom random = new SplittableRandom(21);

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), new VectorKernels());
    }

    private enum Product {
        PLAIN,
        TRANSPOSED_LEFT,
        TRANSPOSED_RIGHT;

        void run(Kernels kernels, int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
            switch (this) {
                case PLAIN -> kernels.multiply(m, n, k, a, b, beta, c);
                case TRANSPOSED_LEFT -> kernels.multiplyTransposedLeft(m, n, k, a, b, beta, c);
                case TRANSPOSED_RIGHT -> kernels.multiplyTransposedRight(m, n, k, a, b, beta, c);
            }
        }

        double left(Field a, int i, int p) {
            return this == TRANSPOSED_LEFT ? a.was(p, i) : a.was(i, p);
        }

        double right(Field b, int p, int j) {
            return this == TRANSPOSED_RIGHT ? b.was(j, p) : b.was(p, j);
        }
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private int gap() {
        return random.nextInt(3) * random.nextInt(20);
    }

    private Field field(int rows, int columns) {
        return new Field(random, rows, columns, gap());
    }

    @ParameterizedTest
    @EnumSource
    void productsAreTheSumsOfTheirTerms(Product product) {
        for (int trial = 0; trial < CASES; trial++) {
            int m = size();
            int n = size();
            int k = size();
            float beta = random.nextInt(2);
            boolean left = product == Product.TRANSPOSED_LEFT;
            boolean right = product == Product.TRANSPOSED_RIGHT;
            Field a = left ? field(k, m) : field(m, k);
            Field b = right ? field(n, k) : field(k, n);
            long seed = random.nextLong();
            int gap = gap();
            for (Kernels kernels : kernels().toList()) {
                Field c = new Field(new SplittableRandom(seed), m, n, gap);
                Field again = new Field(new SplittableRandom(seed), m, n, gap);

                product.run(kernels, m, n, k, a.matrix(), b.matrix(), beta, c.matrix());
                product.run(kernels, m, n, k, a.matrix(), b.matrix(), beta, again.matrix());

                assertThat(again.floats()).isEqualTo(c.floats());
                a.assertKept();
                b.assertKept();
                c.assertKeptAround(0);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = beta * c.was(i, j);
                        double size = Math.abs(sum);
                        for (int p = 0; p < k; p++) {
                            double term = product.left(a, i, p) * product.right(b, p, j);
                            sum += term;
                            size += Math.abs(term);
                        }
                        assertClose(c.is(i, j), sum, size, kernels, trial);
                    }
                }
            }
        }
    }

    private static void assertClose(double actual, double expected, double size, Kernels kernels, int trial) {
        if (!(Math.abs(actual - expected) <= TOLERANCE * size)) {
            assertThat(actual)
                    .as("case %d by %s", trial, kernels.description())
                    .isCloseTo(expected, within(TOLERANCE * size));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theNormIsTheSumOfSquaresAndNotFiniteWhereANumberIsNot(Kernels kernels) {
        for (int trial = 0; trial < CASES; trial++) {
            int count = 1 + random.nextInt(500);
            Field values = field(1, count);
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += (double) values.was(0, i) * values.was(0, i);
            }

            double norm = kernels.squaredNorm(values.matrix(), count);

            assertClose(norm, sum, sum, kernels, trial);
            assertThat(kernels.squaredNorm(values.matrix(), count)).isEqualTo(norm);
            values.assertKept();
            for (float bad : List.of(Float.NaN, Float.POSITIVE_INFINITY, 1e30f)) {
                values.set(0, random.nextInt(count), bad);
                assertThat(Double.isFinite(kernels.squaredNorm(values.matrix(), count)))
                        .as("finite with %s among them", bad)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void noNumbersHaveANormOfZero(Kernels kernels) {
        assertThat(kernels.squaredNorm(Matrix.zeros(1, 16), 0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rectifiedUnitsAreCutAtZeroAndSoAreTheirSlopes(Kernels kernels) {
        for (int trial = 0; trial < CASES; trial++) {
            int rows = size();
            int columns = 1 + size();
            Field values = field(rows, columns);
            Field slopes = field(rows, columns);
            if (rows > 0) {
                values.set(rows - 1, columns - 1, Float.NaN);
                values.set(0, 0, 0f);
            }

            kernels.rectify(rows, columns, values.matrix());
            kernels.rectifySlopes(rows, columns, values.matrix(), slopes.matrix());

            values.assertKeptAround(0);
            slopes.assertKeptAround(0);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    float was = values.was(i, j);
                    assertThat(values.is(i, j)).isEqualTo(Float.valueOf(was < 0 ? 0f : was));
                    assertThat(slopes.is(i, j)).isCloseTo(was > 0 ? slopes.was(i, j) : 0f, within(0f));
                }
            }
        }
    }

    /** Bags of 0 to 30 rows of a table; those of the first examples are not asked for. */
    private record Bags(int first, int examples, int[] ends, int[] rows) {
        static Bags of(SplittableRandom random, int tableRows) {
            int first = random.nextInt(4);
            int examples = random.nextInt(12);
            int[] ends = new int[first + examples];
            int end = 0;
            for (int i = 0; i < ends.length; i++) {
                end += random.nextInt(3) == 0 ? random.nextInt(31) : random.nextInt(3);
                ends[i] = end;
            }
            int[] rows = random.ints(end, 0, tableRows).toArray();
            return new Bags(first, examples, ends, rows);
        }

        int from(int example) {
            return first + example == 0 ? 0 : ends[first + example - 1];
        }

        int to(int example) {
            return ends[first + example];
        }

        double share(int example) {
            return 1 / Math.sqrt(Math.max(1, to(example) - from(example)));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gathersTheSumsOfRowsOverTheRootOfTheirNumber(Kernels kernels) {
        for (int trial = 0; trial < CASES; trial++) {
            int dim = 1 + random.nextInt(40);
            Field table = new Field(random, 9, dim, 0);
            Bags bags = Bags.of(random, 9);
            Field target = field(bags.examples(), dim);

            kernels.gather(
                    bags.first(), bags.examples(), bags.ends(), bags.rows(), dim, table.matrix(), target.matrix());
            float[] once = target.floats();
            kernels.gather(
                    bags.first(), bags.examples(), bags.ends(), bags.rows(), dim, table.matrix(), target.matrix());

            assertThat(target.floats()).isEqualTo(once);
            table.assertKept();
            target.assertKeptAround(0);
            for (int example = 0; example < bags.examples(); example++) {
                for (int i = 0; i < dim; i++) {
                    double sum = 0;
                    double size = 0;
                    for (int place = bags.from(example); place < bags.to(example); place++) {
                        double term = table.was(bags.rows()[place], i) * bags.share(example);
                        sum += term;
                        size += Math.abs(term);
                    }
                    assertClose(target.is(example, i), sum, size, kernels, trial);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scattersEachExamplesShareToItsSlots(Kernels kernels) {
        for (int trial = 0; trial < CASES; trial++) {
            int dim = 1 + random.nextInt(40);
            int slots = 7;
            Bags bags = Bags.of(random, slots + 2);
            int[] places = Arrays.stream(bags.rows()).map(row -> row - 2).toArray();
            Field slopes = field(bags.examples(), dim);
            long seed = random.nextLong();
            Field gradients = new Field(new SplittableRandom(seed), slots, dim, 0);
            Field again = new Field(new SplittableRandom(seed), slots, dim, 0);

            kernels.scatter(
                    bags.first(), bags.examples(), bags.ends(), places, dim, slopes.matrix(), gradients.matrix());
            kernels.scatter(bags.first(), bags.examples(), bags.ends(), places, dim, slopes.matrix(), again.matrix());

            assertThat(again.floats()).isEqualTo(gradients.floats());
            slopes.assertKept();
            gradients.assertKeptAround(0);
            for (int slot = 0; slot < slots; slot++) {
                for (int i = 0; i < dim; i++) {
                    double sum = gradients.was(slot, i);
                    double size = Math.abs(sum);
                    for (int example = 0; example < bags.examples(); example++) {
                        for (int place = bags.from(example); place < bags.to(example); place++) {
                            double term = slopes.was(example, i) * bags.share(example);
                            sum += places[place] == slot ? term : 0;
                            size += places[place] == slot ? Math.abs(term) : 0;
                        }
                    }
                    assertClose(gradients.is(slot, i), sum, size, kernels, trial);
                }
            }
        }
    }
}
