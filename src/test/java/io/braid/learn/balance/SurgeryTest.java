package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BalancingConfig;
import io.braid.config.LossType;
import io.braid.config.TaskConfig;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every surgery. A new one is under test as soon as it has a name in the configuration. */
class SurgeryTest {
    private static final int CASES = 300;

    /** Those whose coefficients may be negative. */
    private static final Set<BalancingConfig.Surgery> SIGNED =
            EnumSet.of(BalancingConfig.Surgery.ALIGNED_MTL, BalancingConfig.Surgery.IMTL);

    /** Every third task is a main one. */
    private static Surgery of(BalancingConfig.Surgery type, int tasks) {
        return Surgery.of(
                type, IntStream.range(0, tasks).mapToObj(SurgeryTest::task).toList());
    }

    private static TaskConfig task(int index) {
        TaskConfig.Role role = index % 3 == 0 ? TaskConfig.Role.MAIN : TaskConfig.Role.AUXILIARY;
        return new TaskConfig.Binary("t" + index, "t" + index, role, 1, LossType.LOGISTIC);
    }

    private static boolean[] all(int tasks) {
        boolean[] labelled = new boolean[tasks];
        Arrays.fill(labelled, true);
        return labelled;
    }

    @Test
    void everyPermittedSurgeryHasANameInTheConfiguration() {
        Set<Class<?>> named = Stream.of(BalancingConfig.Surgery.values())
                .map(type -> of(type, 2).getClass())
                .collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrder(Surgery.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void isFiniteForGradientsOfEveryKind(BalancingConfig.Surgery type) {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < CASES; round++) {
            int tasks = 1 + random.nextInt(8);
            Gradients gradients = Gradients.random(tasks, 1 + random.nextInt(8), random);
            boolean[] labelled = new boolean[tasks];
            for (int task = 0; task < tasks; task++) {
                labelled[task] = random.nextInt(4) > 0;
            }

            double[] coefficients = gradients.coefficients(of(type, tasks), labelled);

            for (int task = 0; task < tasks; task++) {
                assertThat(coefficients[task]).isFinite();
                assertThat(labelled[task] || coefficients[task] == 0).isTrue();
                assertThat(coefficients[task] >= 0 || SIGNED.contains(type)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesALoneTaskItsGradient(BalancingConfig.Surgery type) {
        Gradients gradients = Gradients.random(4, 3, new SplittableRandom(2));

        for (int task = 0; task < 4; task++) {
            boolean[] labelled = new boolean[4];
            labelled[task] = true;
            double[] expected = new double[4];
            expected[task] = 1;

            assertThat(gradients.coefficients(of(type, 4), labelled)).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsNothingOfTasksWithoutLabels(BalancingConfig.Surgery type) {
        SplittableRandom random = new SplittableRandom(3);
        Gradients five = Gradients.random(5, 6, random);
        Gradients three = new Gradients(five.rows()[0], five.rows()[2], five.rows()[3]);
        List<TaskConfig> kept = List.of(task(0), task(2), task(3));

        double[] masked = five.coefficients(of(type, 5), new boolean[] {true, false, true, true, false});

        double[] alone = three.coefficients(Surgery.of(type, kept));
        assertThat(masked).containsExactly(alone[0], 0, alone[1], alone[2], 0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PCGRAD")
    void givesTheSameDirectionWhateverTheOrderOfTheTasks(BalancingConfig.Surgery type) {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < CASES; round++) {
            int tasks = 2 + random.nextInt(5);
            Gradients gradients = Gradients.random(tasks, 2 + random.nextInt(6), random);
            int turn = 1 + random.nextInt(tasks - 1);
            Gradients turned = new Gradients(IntStream.range(0, tasks)
                    .mapToObj(task -> gradients.rows()[(task + turn) % tasks])
                    .toArray(double[][]::new));
            List<TaskConfig> turnedTasks = IntStream.range(0, tasks)
                    .mapToObj(task -> task((task + turn) % tasks))
                    .toList();

            double[] direction = gradients.combined(gradients.coefficients(of(type, tasks)));

            double[] other = turned.combined(turned.coefficients(Surgery.of(type, turnedTasks)));
            assertThat(other).containsExactly(direction, within(1e-4 * (1e-6 + Gradients.length(direction))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dependsOnNothingButTheProducts(BalancingConfig.Surgery type) {
        Gradients gradients = Gradients.random(5, 4, new SplittableRandom(5));
        Surgery used = of(type, 5);
        Gradients.random(5, 4, new SplittableRandom(6)).coefficients(used);

        double[] coefficients = gradients.coefficients(used);

        assertThat(coefficients).containsExactly(gradients.coefficients(of(type, 5)));
    }

    @ParameterizedTest
    @EnumSource
    void addsUpGradientsThatAreZero(BalancingConfig.Surgery type) {
        double[] coefficients = new double[3];

        of(type, 3).combine(new Gram(3), all(3), coefficients);

        assertThat(coefficients).containsExactly(1, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void givesNoTaskTheSayWhenAnotherIsNotFinite(BalancingConfig.Surgery type) {
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Gram gram = Gradients.random(3, 3, new SplittableRandom(7)).gram();
            IntStream.range(0, 3).forEach(task -> gram.set(1, task, broken));
            double[] coefficients = new double[3];

            of(type, 3).combine(gram, all(3), coefficients);

            assertThat(Arrays.stream(coefficients)).allMatch(each -> each >= 0 && each <= 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysInBoundsWhereGradientsCoincideOrCancelOut(BalancingConfig.Surgery type) {
        double[] g = {1, -2, 0.5};
        double[] nearly = {1, -2, 0.5 + 1e-9};
        double[] against = {-1, 2, -0.5};
        List<Gradients> degenerate = List.of(
                new Gradients(g, g, g),
                new Gradients(g, nearly, g),
                new Gradients(g, against, nearly),
                new Gradients(g, against, new double[3]),
                new Gradients(new double[] {1e-20, 0, 0}, new double[] {-1, 1e-20, 0}, new double[] {0, 0, 1e20}));
        for (Gradients gradients : degenerate) {
            for (double coefficient : gradients.coefficients(of(type, 3))) {
                assertThat(Math.abs(coefficient)).isLessThan(1e5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotDependOnTheScaleOfAllGradients(BalancingConfig.Surgery type) {
        Gradients gradients = Gradients.random(4, 3, new SplittableRandom(8));
        double[] expected = gradients.coefficients(of(type, 4));
        for (double scale : new double[] {0x1p-100, 0x1p100}) {
            double[][] rows = Arrays.stream(gradients.rows())
                    .map(row -> Arrays.stream(row).map(each -> scale * each).toArray())
                    .toArray(double[][]::new);

            double[] coefficients = new Gradients(rows).coefficients(of(type, 4));

            assertThat(coefficients).containsExactly(expected, within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesSixtyFourTasks(BalancingConfig.Surgery type) {
        Gradients gradients = Gradients.random(64, 80, new SplittableRandom(9));

        double[] coefficients = gradients.coefficients(of(type, 64));

        assertThat(Arrays.stream(coefficients)).allMatch(Double::isFinite);
    }
}
