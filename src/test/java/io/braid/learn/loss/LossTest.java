package io.braid.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every loss. A new loss needs one entry in {@link #UNDER_TEST}. */
class LossTest {
    private static final List<UnderTest> UNDER_TEST = List.of(
            new UnderTest(new Logistic(), 1, Target.ZERO_OR_ONE),
            new UnderTest(new CrossEntropy(), 2, Target.CLASS),
            new UnderTest(new CrossEntropy(), 7, Target.CLASS),
            new UnderTest(new SquaredError(), 1, Target.NUMBER),
            new UnderTest(new Huber(1f), 1, Target.NUMBER),
            new UnderTest(new Huber(0.3f), 1, Target.NUMBER),
            new UnderTest(new Poisson(), 1, Target.COUNT));

    private static final int CASES = 1_000;
    private static final float UNTOUCHED = 123f;

    private enum Target {
        ZERO_OR_ONE,
        CLASS,
        NUMBER,
        COUNT
    }

    record UnderTest(Loss loss, int count, Target target) {
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

        double value(float[] outputs, float label) {
            return loss.gradient(outputs, 0, 1, count, label, 1f, new float[count]);
        }

        float[] gradient(float[] outputs, float label, float weight) {
            float[] gradient = new float[count];
            loss.gradient(outputs, 0, 1, count, label, weight, gradient);
            return gradient;
        }
    }

    static Stream<UnderTest> losses() {
        return UNDER_TEST.stream();
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
    void gradientIsTheSlopeOfTheValue(UnderTest each) {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < CASES; trial++) {
            float[] outputs = each.outputs(random);
            float label = each.target(random);

            float[] gradient = each.gradient(outputs, label, 1f);

            for (int k = 0; k < each.count(); k++) {
                float[] above = outputs.clone();
                float[] below = outputs.clone();
                above[k] += 0.002f;
                below[k] -= 0.002f;
                double slope = (each.value(above, label) - each.value(below, label)) / ((double) above[k] - below[k]);
                assertThat((double) gradient[k])
                        .as("case %d, output %d of %s, label %s", trial, k, Arrays.toString(outputs), label)
                        .isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightMultipliesTheGradientAndNotTheValue(UnderTest each) {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < CASES; trial++) {
            float[] outputs = each.outputs(random);
            float label = each.target(random);
            float weight = (float) (10 * random.nextDouble());
            float[] weighted = new float[each.count()];

            double value = each.loss().gradient(outputs, 0, 1, each.count(), label, weight, weighted);

            float[] plain = each.gradient(outputs, label, 1f);
            assertThat(value).isEqualTo(each.value(outputs, label));
            for (int k = 0; k < each.count(); k++) {
                assertThat(weighted[k])
                        .as("case %d, output %d, weight %s", trial, k, weight)
                        .isCloseTo(weight * plain[k], within(1e-5f * Math.max(1, Math.abs(weight * plain[k]))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueGradientAndPredictionAreFiniteAtHugeOutputs(UnderTest each) {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < CASES; trial++) {
            float[] outputs = each.outputs(random);
            for (int k = 0; k < each.count(); k++) {
                outputs[k] += random.nextBoolean() ? 1e6f : -1e6f;
            }
            float label = each.target(random);
            float[] prediction = new float[each.count()];

            double value = each.value(outputs, label);
            float[] gradient = each.gradient(outputs, label, 1f);
            each.loss().predict(outputs, 0, 1, each.count(), prediction, 0);

            assertThat(value)
                    .as("case %d at %s", trial, Arrays.toString(outputs))
                    .isFinite();
            for (int k = 0; k < each.count(); k++) {
                assertThat(gradient[k]).isFinite();
                assertThat(prediction[k]).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueFallsAlongTheNegativeGradient(UnderTest each) {
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < CASES; trial++) {
            float[] outputs = each.outputs(random);
            float label = each.target(random);
            float[] gradient = each.gradient(outputs, label, 1f);
            double largest = IntStream.range(0, each.count())
                    .mapToDouble(k -> Math.abs(gradient[k]))
                    .max()
                    .orElseThrow();
            if (largest < 1e-2) {
                continue;
            }
            float[] moved = outputs.clone();
            for (int k = 0; k < each.count(); k++) {
                moved[k] -= (float) (1e-3 * gradient[k] / largest);
            }

            double after = each.value(moved, label);

            assertThat(after)
                    .as("case %d at %s", trial, Arrays.toString(outputs))
                    .isLessThan(each.value(outputs, label));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueFallsAsThePredictionMovesToTheLabel(UnderTest each) {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < CASES; trial++) {
            float label = each.target(random) + (each.target() == Target.COUNT ? 0.1f : 0f);
            double far = 0.1 + 2 * random.nextDouble();
            double near = far * 0.9 * random.nextDouble();

            double nearValue = each.value(outputsAway(each, label, near), label);

            assertThat(nearValue)
                    .as("case %d, label %s, %s away instead of %s", trial, label, near, far)
                    .isLessThan(each.value(outputsAway(each, label, far), label));
        }
    }

    /** Outputs that predict {@code label} but for {@code distance}, which is measured in outputs. */
    private static float[] outputsAway(UnderTest each, float label, double distance) {
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
    void probabilitiesLieBetweenZeroAndOneAndAddUpToOne(UnderTest each) {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < CASES; trial++) {
            float[] outputs = each.outputs(random);
            for (int k = 0; k < each.count(); k++) {
                outputs[k] *= trial % 2 == 0 ? 1f : 1e5f;
            }
            float[] prediction = new float[each.count()];

            each.loss().predict(outputs, 0, 1, each.count(), prediction, 0);

            switch (each.target()) {
                case ZERO_OR_ONE -> assertThat(prediction[0]).isBetween(0f, 1f);
                case CLASS -> {
                    double sum = 0;
                    for (float probability : prediction) {
                        assertThat(probability).isBetween(0f, 1f);
                        sum += probability;
                    }
                    assertThat(sum).isCloseTo(1, within(1e-6));
                }
                case NUMBER -> assertThat(prediction[0]).isEqualTo(outputs[0]);
                case COUNT -> assertThat(prediction[0]).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void readsAndWritesOnlyTheOutputsOfItsExample(UnderTest each) {
        SplittableRandom random = new SplittableRandom(7);
        int stride = 5;
        int at = 3;
        float[] outputs = each.outputs(random);
        float label = each.target(random);
        float[] spread = filled(at + stride * each.count());
        for (int k = 0; k < each.count(); k++) {
            spread[at + k * stride] = outputs[k];
        }
        float[] spreadOutputs = spread.clone();
        float[] gradient = filled(spread.length);
        float[] prediction = filled(each.count() + 4);

        double value = each.loss().gradient(spread, at, stride, each.count(), label, 2f, gradient);
        each.loss().predict(spread, at, stride, each.count(), prediction, 2);

        float[] expectedGradient = filled(spread.length);
        float[] expectedPrediction = filled(prediction.length);
        float[] plain = each.gradient(outputs, label, 2f);
        for (int k = 0; k < each.count(); k++) {
            expectedGradient[at + k * stride] = plain[k];
        }
        each.loss().predict(outputs, 0, 1, each.count(), expectedPrediction, 2);
        assertThat(value).isEqualTo(each.value(outputs, label));
        assertThat(gradient).containsExactly(expectedGradient);
        assertThat(prediction).containsExactly(expectedPrediction);
        assertThat(spread).containsExactly(spreadOutputs);
    }

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }
}
