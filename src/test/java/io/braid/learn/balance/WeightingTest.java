package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BalancingConfig;
import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every weighting. A new one is under test as soon as it has a name in the configuration. */
class WeightingTest {
    private static final int TASKS = 4;
    private static final int BATCHES = 500;

    /** A factor that makes up for the scale, times the largest share of the tasks. */
    private static final double LARGEST = 1000 * TASKS;

    private static Weighting of(BalancingConfig.Type type, int tasks) {
        return Weighting.of(type, Collections.nCopies(tasks, task(LossType.LOGISTIC)));
    }

    private static TaskConfig task(LossType loss) {
        return new TaskConfig.Binary("task", "task", TaskConfig.Role.MAIN, 1, loss);
    }

    private static double[] factors(Weighting weighting) {
        return Batches.factors(weighting, TASKS);
    }

    private static byte[] saved(Weighting weighting) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        weighting.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Weighting loaded(BalancingConfig.Type type, byte[] bytes) throws IOException {
        Weighting weighting = of(type, TASKS);
        weighting.load(new DataInputStream(new ByteArrayInputStream(bytes)));
        return weighting;
    }

    /** A weighting that has seen {@code batches} batches. */
    private static Weighting experienced(BalancingConfig.Type type, int batches, SplittableRandom random) {
        Weighting weighting = of(type, TASKS);
        for (int batch = 0; batch < batches; batch++) {
            Batches.random(TASKS, random).tell(weighting, 1);
        }
        return weighting;
    }

    @Test
    void everyPermittedWeightingHasANameInTheConfiguration() {
        Set<Class<?>> named = Stream.of(BalancingConfig.Type.values())
                .map(type -> of(type, TASKS).getClass())
                .collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrder(Weighting.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void treatsAllTasksTheSameBeforeItHasSeenAnything(BalancingConfig.Type type) {
        assertThat(factors(of(type, TASKS))).containsExactly(1, 1, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void hasFiniteFactorsInBoundsWhateverItIsTold(BalancingConfig.Type type) {
        SplittableRandom random = new SplittableRandom(1);
        Weighting weighting = of(type, TASKS);
        for (int batch = 0; batch < 20 * BATCHES; batch++) {
            Batches.hostile(TASKS, random).tell(weighting, 1);

            assertThat(Arrays.stream(factors(weighting))).allMatch(each -> each > 1e-6 && each <= LARGEST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromWhatItShouldNotHaveBeenTold(BalancingConfig.Type type) {
        SplittableRandom random = new SplittableRandom(2);
        Weighting weighting = of(type, TASKS);
        for (int batch = 0; batch < BATCHES; batch++) {
            Batches.hostile(TASKS, random).tell(weighting, 1);
        }

        Batches usual = new Batches(
                new double[] {1, 1, 1, 1},
                new int[] {8, 8, 8, 8},
                new Gradients(new double[] {1, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {0, 1})
                        .gram());
        usual.tell(weighting, 100_000);

        double[] factors = factors(weighting);
        double[] clean = factors(after(type, usual));
        assertThat(Arrays.stream(factors)).allMatch(each -> each > clean[0] / 10 && each < clean[0] * 10);
    }

    private static Weighting after(BalancingConfig.Type type, Batches batch) {
        Weighting weighting = of(type, TASKS);
        batch.tell(weighting, 100_000);
        return weighting;
    }

    @ParameterizedTest
    @EnumSource
    void keepsAllAsItIsInABatchWithoutLabels(BalancingConfig.Type type) throws IOException {
        Weighting weighting = experienced(type, 50, new SplittableRandom(3));
        byte[] before = saved(weighting);

        new Batches(new double[] {Double.NaN, 0, 1, 1e9}, new int[TASKS], new Gram(TASKS)).tell(weighting, 10);

        assertThat(saved(weighting)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void seesNothingOfATaskWithoutLabels(BalancingConfig.Type type) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        byte[] before = saved(experienced(type, 50, random));
        Weighting one = loaded(type, before);
        Weighting other = loaded(type, before);

        for (int batch = 0; batch < BATCHES; batch++) {
            Batches told = Batches.random(TASKS, random);
            told.without(2, Double.NaN).tell(one, 1);
            told.without(2, 1 + random.nextDouble()).tell(other, 1);
        }

        assertThat(saved(one)).isEqualTo(saved(other));
    }

    /** What a task's own batches do must not depend on the others' state, nor change it. */
    @ParameterizedTest
    @EnumSource
    void endsWhereItDoesWhicheverOfTwoTasksHadItsBatchesFirst(BalancingConfig.Type type) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        byte[] before = saved(experienced(type, 50, random));
        Batches first = new Batches(
                new double[] {3, 0, 0, 0},
                new int[] {4, 0, 0, 0},
                Gradients.random(TASKS, 5, random).gram());
        Batches last = new Batches(
                new double[] {0, 0, 0, 2},
                new int[] {0, 0, 0, 7},
                Gradients.random(TASKS, 5, random).gram());
        Weighting one = loaded(type, before);
        Weighting other = loaded(type, before);

        first.tell(one, 20);
        last.tell(one, 20);
        last.tell(other, 20);
        first.tell(other, 20);

        assertThat(saved(one)).isEqualTo(saved(other));
    }

    @ParameterizedTest
    @EnumSource
    void takesNoAccountOfATaskThatNeverHadALabel(BalancingConfig.Type type) {
        SplittableRandom random = new SplittableRandom(6);
        Weighting all = of(type, TASKS);
        Weighting withoutLast = of(type, TASKS - 1);
        for (int batch = 0; batch < BATCHES; batch++) {
            Batches told = Batches.random(TASKS, random).without(TASKS - 1, Double.NaN);
            told.tell(all, 1);
            Gram part = new Gram(TASKS - 1);
            for (int s = 0; s < TASKS - 1; s++) {
                for (int t = 0; t < TASKS - 1; t++) {
                    part.set(s, t, told.gradients().get(s, t));
                }
            }
            new Batches(Arrays.copyOf(told.losses(), TASKS - 1), Arrays.copyOf(told.labels(), TASKS - 1), part)
                    .tell(withoutLast, 1);
        }

        double[] factors = factors(all);

        assertThat(Arrays.copyOf(factors, TASKS - 1))
                .containsExactly(Batches.factors(withoutLast, TASKS - 1), within(1e-4));
        assertThat(factors[TASKS - 1]).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void treatsTasksAlikeWhateverTheirOrder(BalancingConfig.Type type) {
        SplittableRandom random = new SplittableRandom(7);
        Weighting forward = of(type, TASKS);
        Weighting backward = of(type, TASKS);
        for (int batch = 0; batch < BATCHES; batch++) {
            Batches told = Batches.random(TASKS, random).tell(forward, 1);
            told.reversed().tell(backward, 1);
        }

        double[] factors = factors(forward);

        double[] reversed = factors(backward);
        for (int task = 0; task < TASKS; task++) {
            assertThat(reversed[TASKS - 1 - task]).isCloseTo(factors[task], within(1e-5 * factors[task]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromWhatItSavedAsIfNeverStopped(BalancingConfig.Type type) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Weighting running = experienced(type, BATCHES, random);
        Weighting stopped = loaded(type, saved(running));
        for (int batch = 0; batch < BATCHES; batch++) {
            Batches.random(TASKS, random).tell(running, 1).tell(stopped, 1);
        }

        assertThat(saved(stopped)).isEqualTo(saved(running));
        assertThat(factors(stopped)).containsExactly(factors(running));
    }

    @ParameterizedTest
    @EnumSource
    void isAsNewAfterAReset(BalancingConfig.Type type) throws IOException {
        Weighting weighting = experienced(type, BATCHES, new SplittableRandom(9));

        weighting.reset();

        assertThat(saved(weighting)).isEqualTo(saved(of(type, TASKS)));
        assertThat(factors(weighting)).containsExactly(factors(of(type, TASKS)));
    }

    @Test
    void knowsASquaredErrorFromALikelihood() {
        Weighting weighting =
                Weighting.of(BalancingConfig.Type.UNCERTAINTY, List.of(task(LossType.MSE), task(LossType.LOGISTIC)));

        assertThat(Batches.factors(weighting, 2)).containsExactly(0.5, 1);
    }
}
