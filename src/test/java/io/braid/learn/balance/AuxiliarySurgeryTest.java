package io.braid.learn.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuxiliarySurgeryTest {
    private static final Gradients ONE_MAIN =
            new Gradients(new double[] {2, 0}, new double[] {3, 4}, new double[] {-1, 5}, new double[] {0, 7});
    private static final MainTasks FIRST = new MainTasks(List.of(true, false, false, false));

    @Test
    void countsAnAuxiliaryGradientByItsCosineWithTheMainOne() {
        double[] coefficients = ONE_MAIN.coefficients(new AuxiliaryCosine(FIRST));

        assertThat(coefficients).containsExactly(new double[] {1, 0.6, 0, 0}, within(1e-15));
    }

    @Test
    void dropsBehindAGateWhatPointsAgainstTheMainOneAndNothingElse() {
        double[] coefficients = ONE_MAIN.coefficients(new AuxiliaryGate(FIRST));

        assertThat(coefficients).containsExactly(1, 1, 0, 1);
    }

    /** (1, 0) and (0, 1) add up to (1, 1), which (1, -1) is at right angles to and (3, -1) is not against. */
    @Test
    void comparesWithTheSumOfSeveralMainTasks() {
        Gradients two =
                new Gradients(new double[] {1, 0}, new double[] {1, -1}, new double[] {0, 1}, new double[] {3, -1});
        MainTasks mains = new MainTasks(List.of(true, false, true, false));

        double[] coefficients = two.coefficients(new AuxiliaryCosine(mains));

        assertThat(coefficients).containsExactly(new double[] {1, 0, 1, 2 / Math.sqrt(20)}, within(1e-15));
    }

    @Test
    void countsAllFullyWhereNoMainTaskHasLabels() {
        boolean[] auxiliaryOnly = {false, true, true, true};

        assertThat(ONE_MAIN.coefficients(new AuxiliaryCosine(FIRST), auxiliaryOnly))
                .containsExactly(0, 1, 1, 1);
        assertThat(ONE_MAIN.coefficients(new AuxiliaryGate(FIRST), auxiliaryOnly))
                .containsExactly(0, 1, 1, 1);
    }
}
