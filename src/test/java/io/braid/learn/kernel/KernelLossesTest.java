package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.learn.loss.Loss;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The losses of the two kernels agree, for any number of examples and classes, and write to their columns alone. */
class KernelLossesTest {
    private static final int CASES = 60;
    private static final int[] EXAMPLES = {0, 1, 2, 7, 15, 16, 17, 31, 32, 33, 63, 64};

    private final Kernels fast = new VectorKernels();
    private final Kernels reference = new ReferenceKernels();

    /** What a loss reads and writes, amid other numbers. */
    private record Case(
            Loss loss,
            int count,
            int examples,
            float weight,
            Field outputs,
            Field targets,
            Field predictions,
            Field slopes) {
        static Case of(LossType type, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = type == LossType.CROSS_ENTROPY ? random.nextInt(2, 41) : 1;
            int examples = EXAMPLES[random.nextInt(EXAMPLES.length)];
            float weight = (float) (0.1 + random.nextDouble());
            int gap = padding(examples) + random.nextInt(20);
            Field outputs = new Field(random, count, examples, gap);
            Field targets = new Field(random, 1, examples, gap);
            double spread = random.nextInt(4) == 0 ? 30 : 3;
            for (int i = 0; i < examples; i++) {
                for (int k = 0; k < count; k++) {
                    outputs.set(k, i, (float) (spread * outputs.was(k, i)));
                }
                targets.set(0, i, random.nextInt(4) == 0 ? Float.NaN : target(type, count, random));
            }
            Field predictions = new Field(random, count, examples, gap);
            Field slopes = new Field(random, count, examples, gap);
            return new Case(Loss.of(type), count, examples, weight, outputs, targets, predictions, slopes);
        }

        private static float target(LossType type, int count, SplittableRandom random) {
            return switch (type) {
                case LOGISTIC -> random.nextInt(2);
                case CROSS_ENTROPY -> random.nextInt(count);
                case MSE, HUBER -> (float) (3 * random.nextGaussian());
                case POISSON -> random.nextInt(10);
            };
        }

        double evaluate(Kernels kernels) {
            TaskOutputs task =
                    new TaskOutputs(count, outputs.matrix(), targets.matrix(), predictions.matrix(), slopes.matrix());
            return loss.evaluate(kernels, task, examples, weight);
        }

        void assertNothingElseChanged() {
            outputs.assertKept();
            targets.assertKept();
            predictions.assertKeptAround(padding(examples));
            slopes.assertKeptAround(padding(examples));
        }
    }

    /** Columns behind the last example that are of no meaning. */
    private static int padding(int examples) {
        return Matrix.padded(examples) - examples;
    }

    @ParameterizedTest
    @EnumSource
    void agreeOnValuesPredictionsAndSlopes(LossType type) {
        for (long seed = 0; seed < CASES; seed++) {
            Case right = Case.of(type, seed);
            Case quick = Case.of(type, seed);

            double expected = right.evaluate(reference);
            double value = quick.evaluate(fast);

            right.assertNothingElseChanged();
            quick.assertNothingElseChanged();
            double largest = 1;
            for (int i = 0; i < quick.examples(); i++) {
                for (int k = 0; k < quick.count(); k++) {
                    double prediction = right.predictions().is(k, i);
                    largest = Math.max(
                            largest,
                            Math.abs(prediction) + Math.abs(quick.outputs().was(k, i)));
                    String at = "seed %d, example %d, output %d".formatted(seed, i, k);
                    assertThat((double) quick.predictions().is(k, i))
                            .as(at)
                            .isCloseTo(prediction, within(1e-5 * Math.max(1, Math.abs(prediction))));
                    double slope = right.slopes().is(k, i);
                    assertThat((double) quick.slopes().is(k, i))
                            .as(at)
                            .isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
                }
            }
            double size = Math.max(1, right.examples()) * largest * (type == LossType.MSE ? largest : 10);
            assertThat(value).as("seed %d", seed).isCloseTo(expected, within(1e-5 * size));
        }
    }

    @ParameterizedTest
    @EnumSource
    void giveEqualBitsForEqualInput(LossType type) {
        for (long seed = 0; seed < CASES; seed++) {
            for (Kernels kernels : new Kernels[] {fast, reference}) {
                Case once = Case.of(type, seed);
                Case again = Case.of(type, seed);

                double value = once.evaluate(kernels);

                assertThat(again.evaluate(kernels)).as("seed %d", seed).isEqualTo(value);
                assertThat(again.predictions().floats())
                        .isEqualTo(once.predictions().floats());
                assertThat(again.slopes().floats()).isEqualTo(once.slopes().floats());
            }
        }
    }
}
