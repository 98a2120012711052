package io.braid.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.ReferenceKernels;
import io.braid.learn.kernel.VectorKernels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every loss, whatever computes it. A new loss needs one entry in {@link #UNDER_TEST}. */
class LossTest {
    private static final List<LossUnderTest> UNDER_TEST = List.of(
            new LossUnderTest(new PlainLoss(LossType.LOGISTIC), new Logistic(), 1, Target.ZERO_OR_ONE),
            new LossUnderTest(new PlainLoss(LossType.CROSS_ENTROPY), new CrossEntropy(), 2, Target.CLASS),
            new LossUnderTest(new PlainLoss(LossType.CROSS_ENTROPY), new CrossEntropy(), 7, Target.CLASS),
            new LossUnderTest(new PlainLoss(LossType.MSE), new SquaredError(), 1, Target.NUMBER),
            new LossUnderTest(new PlainLoss(LossType.HUBER), new Huber(1f), 1, Target.NUMBER),
            new LossUnderTest(new PlainLoss(LossType.HUBER, 0.3f), new Huber(0.3f), 1, Target.NUMBER),
            new LossUnderTest(new PlainLoss(LossType.POISSON), new Poisson(), 1, Target.COUNT));

    private static final int CASES = 1_000;

    /** What of a value its floats may be off. */
    private static final double ROUNDING = 1e-6;

    private enum Target {
        ZERO_OR_ONE,
        CLASS,
        NUMBER,
        COUNT
    }

    private record LossUnderTest(PlainLoss plain, Loss loss, int count, Target target) {
        float target(SplittableRandom random) {
            return switch (target) {
                case ZERO_OR_ONE -> random.nextInt(2);
                case CLASS -> random.nextInt(count);
                case NUMBER -> (float) (3 * random.nextGaussian());
                case COUNT -> (float) (4 * random.nextDouble());
            };
        }

        float[] outputs(SplittableRandom random) {
            float[] outputs = new float[count];
            for (int k = 0; k < count; k++) {
                outputs[k] = (float) (2 * random.nextGaussian());
            }
            return outputs;
        }
    }

    /** A loss, and what computes it. */
    private record UnderTest(Kernels kernels, LossUnderTest each) {
        Evaluation evaluate(Cases cases, float weight) {
            return Evaluation.of(kernels, each.loss(), cases.outputs(), cases.labels(), weight);
        }

        Evaluation evaluate(float[] outputs, float label) {
            return Evaluation.of(kernels, each.loss(), new float[][] {outputs}, new float[] {label}, 1f);
        }

        double value(float[] outputs, float label) {
            return evaluate(outputs, label).value();
        }

        @Override
        public String toString() {
            return each.loss() + " of " + each.count() + " by " + kernels.description();
        }
    }

    /** Random outputs of examples, and their labels. */
    private record Cases(float[][] outputs, float[] labels) {
        static Cases of(LossUnderTest each, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] outputs = new float[CASES][];
            float[] labels = new float[CASES];
            for (int i = 0; i < CASES; i++) {
                outputs[i] = each.outputs(random);
                labels[i] = each.target(random);
            }
            return new Cases(outputs, labels);
        }
    }

    static Stream<UnderTest> losses() {
        return Stream.of(new ReferenceKernels(), new VectorKernels())
                .flatMap(kernels -> UNDER_TEST.stream().map(each -> new UnderTest(kernels, each)));
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    @Test
    void everyPermittedLossIsUnderTest() {
        Set<Class<?>> tested = new HashSet<>();
        UNDER_TEST.forEach(each -> tested.add(each.loss().getClass()));

        assertThat(tested).containsExactlyInAnyOrder(Loss.class.getPermittedSubclasses());
    }

    @Test
    void everyConfiguredTypeHasALossOfItsOwn() {
        assertThat(Arrays.stream(LossType.values()).map(type -> Loss.of(type).getClass()))
                .doesNotHaveDuplicates()
                .hasSize(Loss.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void agreesWithItsDefinitionInDoublePrecision(UnderTest test) {
        PlainLoss plain = test.each().plain();
        Cases cases = Cases.of(test.each(), 8);

        Evaluation evaluation = test.evaluate(cases, 1f);

        double sum = 0;
        for (int i = 0; i < CASES; i++) {
            double[] outputs = doubles(cases.outputs()[i]);
            double label = cases.labels()[i];
            double[] predictions = plain.predictions(outputs);
            double[] slopes = plain.slopes(outputs, label);
            double value = plain.value(outputs, label);
            sum += value;
            assertThat(test.value(cases.outputs()[i], cases.labels()[i]))
                    .as("case %d at %s, label %s", i, Arrays.toString(outputs), label)
                    .isCloseTo(value, within(ROUNDING * Math.max(10, Math.abs(value))));
            for (int k = 0; k < outputs.length; k++) {
                double size = Math.max(1, Math.abs(predictions[k]));
                assertThat((double) evaluation.predictions()[i][k]).isCloseTo(predictions[k], within(ROUNDING * size));
                assertThat((double) evaluation.slopes()[i][k]).isCloseTo(slopes[k], within(ROUNDING * (size + 10)));
            }
        }
        assertThat(evaluation.value()).isCloseTo(sum, within(ROUNDING * CASES * 10));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void slopesAreThoseOfTheValue(UnderTest test) {
        Cases cases = Cases.of(test.each(), 1);

        float[][] slopes = test.evaluate(cases, 1f).slopes();

        for (int i = 0; i < CASES; i++) {
            float[] outputs = cases.outputs()[i];
            float label = cases.labels()[i];
            for (int k = 0; k < outputs.length; k++) {
                float[] above = outputs.clone();
                float[] below = outputs.clone();
                above[k] += 0.005f;
                below[k] -= 0.005f;
                double slope = (test.value(above, label) - test.value(below, label)) / ((double) above[k] - below[k]);
                assertThat((double) slopes[i][k])
                        .as("case %d, output %d of %s, label %s", i, k, Arrays.toString(outputs), label)
                        .isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueIsNeverBelowTheLeastThatIsSaidOfIt(UnderTest test) {
        Cases cases = Cases.of(test.each(), 10);
        for (int i = 0; i < CASES; i++) {
            double value = test.value(cases.outputs()[i], cases.labels()[i]);

            double least = test.each().loss().least(new float[] {cases.labels()[i]}, 1);

            assertThat(value).isGreaterThan(least - 1e-4 * Math.max(1, Math.abs(least)));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.01f, 1, 2.5f, 400})
    void poissonIsLeastWhereItsRateIsTheLabel(float label) {
        double least = new Poisson().least(new float[] {Float.NaN, label, 7}, 2);

        double value = new PlainLoss(LossType.POISSON).value(new double[] {Math.log(label)}, label);
        assertThat(least).isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightMultipliesTheSlopesAndNotTheValue(UnderTest test) {
        Cases cases = Cases.of(test.each(), 2);
        float weight = 7.3f;

        Evaluation weighted = test.evaluate(cases, weight);

        Evaluation plain = test.evaluate(cases, 1f);
        assertThat(weighted.value()).isEqualTo(plain.value());
        for (int i = 0; i < CASES; i++) {
            for (int k = 0; k < test.each().count(); k++) {
                float slope = weight * plain.slopes()[i][k];
                assertThat(weighted.slopes()[i][k])
                        .as("case %d, output %d", i, k)
                        .isCloseTo(slope, within(1e-5f * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueSlopesAndPredictionsAreFiniteAtHugeOutputs(UnderTest test) {
        SplittableRandom random = new SplittableRandom(3);
        Cases cases = Cases.of(test.each(), 3);
        for (float[] outputs : cases.outputs()) {
            for (int k = 0; k < outputs.length; k++) {
                outputs[k] += random.nextBoolean() ? 1e6f : -1e6f;
            }
        }

        Evaluation evaluation = test.evaluate(cases, 1f);

        assertThat(evaluation.value()).isFinite();
        for (int i = 0; i < CASES; i++) {
            for (int k = 0; k < test.each().count(); k++) {
                String at = "case %d at %s".formatted(i, Arrays.toString(cases.outputs()[i]));
                assertThat(evaluation.slopes()[i][k]).as(at).isFinite();
                assertThat(evaluation.predictions()[i][k]).as(at).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueFallsAlongTheNegativeSlopes(UnderTest test) {
        Cases cases = Cases.of(test.each(), 4);
        float[][] slopes = test.evaluate(cases, 1f).slopes();
        for (int i = 0; i < CASES; i++) {
            double largest =
                    Arrays.stream(doubles(slopes[i])).map(Math::abs).max().orElseThrow();
            if (largest < 1e-2) {
                continue;
            }
            float[] moved = cases.outputs()[i].clone();
            for (int k = 0; k < moved.length; k++) {
                moved[k] -= (float) (1e-2 * slopes[i][k] / largest);
            }

            double after = test.value(moved, cases.labels()[i]);

            assertThat(after)
                    .as("case %d at %s", i, Arrays.toString(cases.outputs()[i]))
                    .isLessThan(test.value(cases.outputs()[i], cases.labels()[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueFallsAsThePredictionMovesToTheLabel(UnderTest test) {
        LossUnderTest each = test.each();
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < CASES; trial++) {
            float label = each.target(random) + (each.target() == Target.COUNT ? 0.1f : 0f);
            double far = 0.1 + 2 * random.nextDouble();
            double near = far * 0.9 * random.nextDouble();

            double nearValue = test.value(outputsAway(each, label, near), label);

            assertThat(nearValue)
                    .as("case %d, label %s, %s away instead of %s", trial, label, near, far)
                    .isLessThan(test.value(outputsAway(each, label, far), label));
        }
    }

    /** Outputs that predict {@code label} but for {@code distance}, which is measured in outputs. */
    private static float[] outputsAway(LossUnderTest each, float label, double distance) {
        float[] outputs = new float[each.count()];
        switch (each.target()) {
            case ZERO_OR_ONE -> outputs[0] = (float) (label > 0 ? -distance : distance);
            case CLASS -> outputs[(int) label] = (float) -distance;
            case NUMBER -> outputs[0] = (float) (label + distance);
            case COUNT -> outputs[0] = (float) (Math.log(label) + distance);
        }
        return outputs;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void probabilitiesLieBetweenZeroAndOneAndAddUpToOne(UnderTest test) {
        Cases cases = Cases.of(test.each(), 6);
        for (int i = 1; i < CASES; i += 2) {
            for (int k = 0; k < test.each().count(); k++) {
                cases.outputs()[i][k] *= 1e5f;
            }
        }

        float[][] predictions = test.evaluate(cases, 1f).predictions();

        for (int i = 0; i < CASES; i++) {
            switch (test.each().target()) {
                case ZERO_OR_ONE -> assertThat(predictions[i][0]).isBetween(0f, 1f);
                case CLASS -> {
                    for (float probability : predictions[i]) {
                        assertThat(probability).isBetween(0f, 1f);
                    }
                    assertThat(Arrays.stream(doubles(predictions[i])).sum()).isCloseTo(1, within(1e-6));
                }
                case NUMBER -> assertThat(predictions[i][0]).isEqualTo(cases.outputs()[i][0]);
                case COUNT -> assertThat(predictions[i][0]).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void anExampleWithoutALabelAddsNothingAndIsPredicted(UnderTest test) {
        Cases cases = Cases.of(test.each(), 7);
        Evaluation labelled = test.evaluate(cases, 1f);
        double sum = 0;
        for (int i = 0; i < CASES; i++) {
            if (i % 3 == 0) {
                cases.labels()[i] = Float.NaN;
            } else {
                sum += test.value(cases.outputs()[i], cases.labels()[i]);
            }
        }

        Evaluation evaluation = test.evaluate(cases, 1f);

        assertThat(evaluation.value()).isCloseTo(sum, within(ROUNDING * CASES * 10));
        for (int i = 0; i < CASES; i++) {
            for (int k = 0; k < test.each().count(); k++) {
                float expected = i % 3 == 0 ? 0f : labelled.slopes()[i][k];
                assertThat(evaluation.slopes()[i][k])
                        .as("case %d, output %d", i, k)
                        .isCloseTo(expected, within(0f));
            }
            assertThat(evaluation.predictions()[i]).containsExactly(labelled.predictions()[i]);
        }
    }
}
