package io.braid.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.OptimizerConfig;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.ReferenceKernels;
import io.braid.learn.kernel.Stretches;
import io.braid.learn.kernel.VectorKernels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every optimiser, and what its paper says. A new optimiser needs one entry in {@link #UNDER_TEST}. */
class OptimizerTest {
    private static final List<Optimizer> UNDER_TEST = List.of(
            new Adam(0.05f), new AdaGrad(0.5f), new Sgd(0.01f), new Ftrl(0.5f), new Ftrl(0.5f, 1f, 1e-3f, 1e-3f));

    private static final int COUNT = 20;

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), new VectorKernels());
    }

    static Stream<Arguments> optimizers() {
        return kernels().flatMap(kernels -> UNDER_TEST.stream().map(each -> Arguments.of(kernels, each)));
    }

    static Stream<Arguments> types() {
        return kernels()
                .flatMap(kernels -> Stream.of(OptimizerConfig.Type.values()).map(type -> Arguments.of(kernels, type)));
    }

    /** Parameters and the optimiser's state beside them. */
    private record State(Kernels kernels, Optimizer optimizer, Block weights, Block[] state, int length) {
        static State of(Kernels kernels, Optimizer optimizer, float... parameters) {
            float[][] planes = new float[optimizer.planes()][parameters.length];
            optimizer.start(parameters, planes, parameters.length);
            return of(kernels, optimizer, parameters, planes);
        }

        private static State of(Kernels kernels, Optimizer optimizer, float[] parameters, float[][] planes) {
            Block[] state = Arrays.stream(planes).map(State::block).toArray(Block[]::new);
            return new State(kernels, optimizer, block(parameters), state, parameters.length);
        }

        private static Block block(float[] numbers) {
            Block block = new Block(numbers.length);
            block.write(0, numbers, 0, numbers.length);
            return block;
        }

        private float[] floats(Block block) {
            float[] floats = new float[length];
            block.read(0, floats, 0, length);
            return floats;
        }

        float[] parameters() {
            return floats(weights);
        }

        float parameter(int index) {
            return weights.read(index);
        }

        float[][] planes() {
            return Arrays.stream(state).map(this::floats).toArray(float[][]::new);
        }

        void update(long step, float... gradient) {
            update(length, step, gradient);
        }

        /** Moves the first {@code count} parameters. */
        void update(int count, long step, float... gradient) {
            Block slopes = block(gradient);
            Stretches stretches = new Stretches(weights, state, slopes);
            stretches.choose(new int[] {0}, 1, count, slopes, 0);
            optimizer.update(kernels, stretches, 1f, step);
        }

        boolean isFinite() {
            return Stream.concat(Stream.of(weights), Arrays.stream(state)).allMatch(block -> block.isFinite(0, length));
        }

        State copy() {
            return of(kernels, optimizer, parameters(), planes());
        }
    }

    private static float[] random(SplittableRandom random, double spread) {
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }

    @Test
    void everyPermittedOptimizerIsUnderTest() {
        Set<Class<?>> tested = new HashSet<>();
        UNDER_TEST.forEach(each -> tested.add(each.getClass()));

        assertThat(tested).containsExactlyInAnyOrder(Optimizer.class.getPermittedSubclasses());
    }

    @Test
    void everyConfiguredTypeHasAnOptimizerOfItsOwn() {
        assertThat(Arrays.stream(OptimizerConfig.Type.values())
                        .map(type -> Optimizer.of(type, 0.1).getClass()))
                .doesNotHaveDuplicates()
                .hasSize(Optimizer.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void fallsOnAConvexBowl(Kernels kernels, Optimizer optimizer) {
        SplittableRandom random = new SplittableRandom(1);
        float[] bottom = random(random, 1);
        float[] steepness = random(random, 1);
        State state = State.of(kernels, optimizer, random(random, 1));
        double before = height(state.parameters(), bottom, steepness);

        for (int step = 1; step <= 2_000; step++) {
            float[] gradient = new float[COUNT];
            for (int i = 0; i < COUNT; i++) {
                gradient[i] = (0.1f + Math.abs(steepness[i])) * (state.parameter(i) - bottom[i]);
            }
            state.update(step, gradient);
        }

        assertThat(height(state.parameters(), bottom, steepness)).isLessThan(0.01 * before);
    }

    private static double height(float[] at, float[] bottom, float[] steepness) {
        double height = 0;
        for (int i = 0; i < COUNT; i++) {
            double away = at[i] - bottom[i];
            height += 0.5 * (0.1 + Math.abs(steepness[i])) * away * away;
        }
        return height;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnFromCopiedStateAsIfNeverStopped(Kernels kernels, Optimizer optimizer) {
        SplittableRandom random = new SplittableRandom(2);
        State unbroken = State.of(kernels, optimizer, random(random, 0.1));
        State stopped = unbroken.copy();
        for (int step = 1; step <= 300; step++) {
            float[] gradient = random(random, 1);

            unbroken.update(step, gradient.clone());
            stopped.update(step, gradient.clone());
            stopped = stopped.copy();
        }

        assertThat(stopped.parameters()).containsExactly(unbroken.parameters());
        assertThat(stopped.planes()).isDeepEqualTo(unbroken.planes());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void leavesFreshParametersWhereTheyAreAtAZeroGradient(Kernels kernels, Optimizer optimizer) {
        float[] initial = random(new SplittableRandom(3), 0.1);
        initial[0] = 0f;
        State state = State.of(kernels, optimizer, initial);

        for (int step = 1; step <= 100; step++) {
            state.update(step, new float[COUNT]);
        }

        for (int i = 0; i < COUNT; i++) {
            assertThat(state.parameter(i)).as("parameter %d", i).isCloseTo(initial[i], within(1e-6f));
        }
        assertThat(state.parameter(0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void movesNothingBeyondTheCount(Kernels kernels, Optimizer optimizer) {
        State state = State.of(kernels, optimizer, random(new SplittableRandom(4), 0.1));
        State before = state.copy();
        float[] gradient = new float[COUNT];
        Arrays.fill(gradient, 1f);

        state.update(COUNT - 3, 1, gradient);

        for (int i = 0; i < COUNT; i++) {
            boolean moved = state.parameter(i) != before.parameter(i);
            assertThat(moved).as("parameter %d moved", i).isEqualTo(i < COUNT - 3);
            for (int plane = 0; plane < optimizer.planes(); plane++) {
                if (i >= COUNT - 3) {
                    assertThat(state.planes()[plane][i]).isEqualTo(before.planes()[plane][i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void staysFiniteUnderGradientsOfAnySize(Kernels kernels, Optimizer optimizer) {
        SplittableRandom random = new SplittableRandom(5);
        State state = State.of(kernels, optimizer, random(random, 0.1));

        for (int step = 1; step <= 300; step++) {
            state.update(step, random(random, Math.pow(10, random.nextInt(-40, 9))));
        }

        for (float parameter : state.parameters()) {
            assertThat(parameter).isFinite();
        }
    }

    /** What a learner relies on when it doesn't try a step before it makes it. */
    @ParameterizedTest
    @MethodSource("types")
    void ordinaryGradientsLeaveEverythingFiniteWhateverCameBefore(Kernels kernels, OptimizerConfig.Type type) {
        SplittableRandom random = new SplittableRandom(9);
        for (double rate : new double[] {1 / Optimizer.ORDINARY, 1e-3, 1, Optimizer.ORDINARY}) {
            Optimizer optimizer = Optimizer.of(type, rate);
            State state = State.of(kernels, optimizer, random(random, 0.1));
            for (int step = 1; step <= 3_000; step++) {
                boolean ordinary = random.nextInt(4) > 0;
                float longest = ordinary ? Optimizer.ORDINARY : 1.8e19f;
                float[] gradient = new float[COUNT];
                for (int i = 0; i < COUNT; i++) {
                    gradient[i] = longest * (float) Math.pow(10, -random.nextInt(60) * random.nextInt(2));
                }
                State tried = state.copy();
                tried.update(step, gradient);
                if (ordinary) {
                    assertThat(tried.isFinite())
                            .as("%s after step %d", optimizer, step)
                            .isTrue();
                }
                state = tried.isFinite() ? tried : state;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adamTakesTheStepsOfAlgorithm1(Kernels kernels) {
        double rate = 0.003;
        State state = State.of(kernels, new Adam((float) rate), 0.5f, -0.25f);
        double[] parameters = {0.5, -0.25};
        double[] means = new double[2];
        double[] squares = new double[2];
        SplittableRandom random = new SplittableRandom(6);

        for (int step = 1; step <= 50; step++) {
            float[] gradient = {(float) random.nextGaussian(), (float) (1e-3 * random.nextGaussian())};
            state.update(step, gradient);
            for (int i = 0; i < 2; i++) {
                means[i] = 0.9 * means[i] + 0.1 * gradient[i];
                squares[i] = 0.999 * squares[i] + 0.001 * gradient[i] * gradient[i];
                double mean = means[i] / (1 - Math.pow(0.9, step));
                double square = squares[i] / (1 - Math.pow(0.999, step));
                parameters[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
                assertThat((double) state.parameter(i))
                        .as("step %d, parameter %d", step, i)
                        .isCloseTo(parameters[i], within(2e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adamKeepsNoMomentsWhoseStepsAreDenormal(Kernels kernels) {
        State state = State.of(kernels, new Adam(0.01f), 1f, 1f);
        state.update(1, 1e-12f, -1e-12f);

        for (int step = 2; step <= 30_000; step++) {
            state.update(step, 0f, 0f);
        }

        for (float[] plane : state.planes()) {
            for (float moment : plane) {
                assertThat(moment == 0f || Math.abs(moment) * 1e-8f >= Float.MIN_NORMAL)
                        .as("moment %s times a learning rate", moment)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adaGradDividesByTheRootOfTheSumOfSquares(Kernels kernels) {
        State state = State.of(kernels, new AdaGrad(0.5f), 1f);

        state.update(1, 3f);
        double first = state.parameter(0);
        state.update(2, 4f);

        assertThat(first).isCloseTo(1 - 0.5, within(1e-6));
        assertThat((double) state.parameter(0)).isCloseTo(0.5 - 0.5 * 4 / 5, within(1e-6));
        assertThat(state.planes()[0]).containsExactly(25f);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sgdTakesNineTenthsOfTheLastStepAgain(Kernels kernels) {
        State state = State.of(kernels, new Sgd(0.1f), 0f);
        double velocity = 0;
        double parameter = 0;

        for (int step = 1; step <= 20; step++) {
            state.update(step, 1f);
            velocity = 0.9 * velocity + 1;
            parameter -= 0.1 * velocity;
            assertThat((double) state.parameter(0)).as("step %d", step).isCloseTo(parameter, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void ftrlTakesTheStepsOfAlgorithm1(Kernels kernels) {
        double alpha = 0.1;
        double beta = 1;
        double l1 = 0.3;
        double l2 = 0.02;
        State state = State.of(kernels, new Ftrl((float) alpha, (float) beta, (float) l1, (float) l2), 0f);
        double linear = 0;
        double squares = 0;
        double parameter = 0;
        SplittableRandom random = new SplittableRandom(7);

        for (int step = 1; step <= 50; step++) {
            float gradient = (float) random.nextGaussian();
            state.update(step, gradient);
            double sigma = (Math.sqrt(squares + gradient * gradient) - Math.sqrt(squares)) / alpha;
            linear += gradient - sigma * parameter;
            squares += (double) gradient * gradient;
            parameter = Math.abs(linear) <= l1
                    ? 0
                    : -(linear - Math.signum(linear) * l1) / ((beta + Math.sqrt(squares)) / alpha + l2);
            assertThat((double) state.parameter(0)).as("step %d", step).isCloseTo(parameter, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void ftrlSetsParametersOfLittleUseToExactlyZero(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(8);
        State state = State.of(kernels, new Ftrl(0.1f, 1f, 50f, 0f), 0f, 0f);

        for (int step = 1; step <= 500; step++) {
            state.update(step, (float) random.nextGaussian(), (float) random.nextGaussian() + 1f);
        }

        assertThat(state.parameter(0)).isZero();
        assertThat(state.parameter(1)).isNegative();
    }
}
