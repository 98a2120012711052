package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.OptimizerConfig;
import io.braid.learn.optimizer.Optimizer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The optimisers' updates of the two kernels agree for any stretches, none and empty ones too, and move nothing else. */
class KernelUpdatesTest {
    private static final int CASES = 200;
    private static final int SLOTS = 9;

    private final Kernels fast = new VectorKernels();
    private final Kernels reference = new ReferenceKernels();

    /** Some of {@link #SLOTS} stretches side by side, after a few steps; state is never negative at the start. */
    private record Case(Optimizer optimizer, int length, int[] offsets, Field weights, Field[] state, Field gradient) {
        static Case of(OptimizerConfig.Type type, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Optimizer optimizer = Optimizer.of(type, 0.05);
            int length = random.nextInt(70);
            Field weights = new Field(random, SLOTS, length, 0);
            Field[] state = new Field[optimizer.planes()];
            for (int plane = 0; plane < state.length; plane++) {
                state[plane] = new Field(random, weights, 1);
            }
            int first = weights.matrix().offset();
            int[] offsets = IntStream.range(0, SLOTS)
                    .filter(slot -> random.nextBoolean())
                    .map(slot -> first + slot * length)
                    .toArray();
            return new Case(optimizer, length, offsets, weights, state, new Field(random, SLOTS, length, 0));
        }

        Case updated(Kernels kernels) {
            Block[] planes =
                    Arrays.stream(state).map(each -> each.matrix().block()).toArray(Block[]::new);
            Block slopes = gradient.matrix().block();
            Stretches stretches = new Stretches(weights.matrix().block(), planes, slopes);
            stretches.choose(
                    offsets, offsets.length, length, slopes, gradient.matrix().offset());
            for (int step = 1; step <= 3; step++) {
                optimizer.update(kernels, stretches, 0.7f, step);
            }
            return this;
        }

        boolean moves(int index) {
            return Arrays.stream(offsets).anyMatch(offset -> index >= offset && index < offset + length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreeOnWeightsAndStateAndMoveNothingElse(OptimizerConfig.Type type) {
        for (long seed = 0; seed < CASES; seed++) {
            Case right = Case.of(type, seed).updated(reference);
            Case quick = Case.of(type, seed).updated(fast);

            quick.gradient().assertKept();
            right.gradient().assertKept();
            assertAgree(quick, right.weights(), quick.weights(), seed);
            for (int plane = 0; plane < right.state().length; plane++) {
                assertAgree(quick, right.state()[plane], quick.state()[plane], seed);
            }
        }
    }

    private static void assertAgree(Case about, Field right, Field quick, long seed) {
        float[] expected = right.floats();
        float[] actual = quick.floats();
        float[] before = quick.start();
        for (int i = 0; i < actual.length; i++) {
            if (about.moves(i)) {
                double size = Math.max(1, Math.abs(expected[i]));
                assertThat((double) actual[i])
                        .as("seed %d, place %d", seed, i)
                        .isCloseTo(expected[i], within(1e-5 * size));
            } else {
                assertThat(actual[i]).as("seed %d, place %d", seed, i).isEqualTo(before[i]);
                assertThat(expected[i]).as("seed %d, place %d", seed, i).isEqualTo(before[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void giveEqualBitsForEqualInput(OptimizerConfig.Type type) {
        for (long seed = 0; seed < CASES; seed++) {
            for (Kernels kernels : new Kernels[] {fast, reference}) {
                Case once = Case.of(type, seed).updated(kernels);
                Case again = Case.of(type, seed).updated(kernels);

                assertThat(again.weights().floats())
                        .as("seed %d", seed)
                        .isEqualTo(once.weights().floats());
                for (int plane = 0; plane < once.state().length; plane++) {
                    assertThat(again.state()[plane].floats()).isEqualTo(once.state()[plane].floats());
                }
            }
        }
    }
}
