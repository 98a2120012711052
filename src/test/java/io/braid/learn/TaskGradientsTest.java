package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TaskGradientsTest {
    private static final int PARAMETERS = 5_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final float[] one = normal();
    private final float[] two = normal();

    @Test
    void sketchesKeepTheCosine() {
        for (double cosine : new double[] {-0.9, -0.3, 0, 0.5, 1}) {
            TaskGradients gradients = new TaskGradients(2, PARAMETERS);

            sample(gradients, cosine, 1, 1);

            assertThat(gradients.cosine(0, 1)).as("%s", cosine).isCloseTo(cosine, within(0.1));
        }
    }

    @Test
    void theEffectIsTheInnerProductOverTheLossOfTheOther() {
        TaskGradients gradients = new TaskGradients(2, PARAMETERS);

        sample(gradients, 1, 2, 4);

        double squaredLength = 0;
        for (float value : one) {
            squaredLength += value * value;
        }
        assertThat(gradients.effect(0, 1)).isCloseTo(squaredLength / 4, within(0.2 * squaredLength / 4));
        assertThat(gradients.effect(1, 0)).isCloseTo(squaredLength / 2, within(0.2 * squaredLength / 2));
    }

    @Test
    void theNoiseOfSingleBatchesEvensOut() {
        TaskGradients gradients = new TaskGradients(2, PARAMETERS);
        for (int batch = 0; batch < 400; batch++) {
            add(gradients, 0, sum(one, 1, normal(), 3), 1);
            add(gradients, 1, sum(one, 1, normal(), 3), 1);
            gradients.sum();
        }

        assertThat(gradients.cosine(0, 1)).isGreaterThan(0.6);
    }

    @Test
    void aTaskWithoutLabelsIsUnknownAndInNobodysGroup() {
        TaskGradients gradients = new TaskGradients(3, PARAMETERS);
        add(gradients, 0, one, 1);
        add(gradients, 2, one, 1);
        gradients.sum();

        assertThat(gradients.cosine(0, 1)).isNaN();
        assertThat(gradients.effect(0, 1)).isNaN();
        assertThat(gradients.cosine(0, 2)).isCloseTo(1, within(1e-9));
        assertThat(Grouping.of(gradients)).containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void groupsAreOfTasksThatAgree() {
        TaskGradients gradients = new TaskGradients(5, PARAMETERS);
        add(gradients, 0, one, 1);
        add(gradients, 1, two, 1);
        add(gradients, 2, sum(one, 1, two, 0.2f), 1);
        add(gradients, 3, sum(two, 1, normal(), 0.2f), 1);
        add(gradients, 4, sum(one, -1, two, -1), 1);
        gradients.sum();

        assertThat(Grouping.of(gradients)).containsExactly(List.of(0, 2), List.of(1, 3), List.of(4));
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        TaskGradients gradients = new TaskGradients(2, PARAMETERS);
        sample(gradients, 0.5, 1, 1);
        double before = gradients.cosine(0, 1);
        float[] broken = one.clone();
        broken[7] = Float.NaN;

        add(gradients, 0, broken, 1);
        add(gradients, 1, one, Double.POSITIVE_INFINITY);

        gradients.sum();
        assertThat(gradients.cosine(0, 1)).isCloseTo(before, within(1e-9));
    }

    @Test
    void goOnAsIfNeverStopped() throws IOException {
        TaskGradients unbroken = new TaskGradients(2, PARAMETERS);
        sample(unbroken, 0.3, 1, 2);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        unbroken.save(new DataOutputStream(saved));
        TaskGradients restored = new TaskGradients(2, PARAMETERS);
        restored.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));

        sample(unbroken, -0.2, 3, 1);
        sample(restored, -0.2, 3, 1);

        assertThat(restored.cosine(0, 1)).isEqualTo(unbroken.cosine(0, 1));
        assertThat(restored.effect(0, 1)).isEqualTo(unbroken.effect(0, 1));
    }

    /** A batch of two tasks whose gradients, of equal length, have {@code cosine} between them. */
    private void sample(TaskGradients gradients, double cosine, double loss, double otherLoss) {
        add(gradients, 0, one, loss);
        add(gradients, 1, sum(one, (float) cosine, two, (float) Math.sqrt(1 - cosine * cosine)), otherLoss);
        gradients.sum();
    }

    private static void add(TaskGradients gradients, int task, float[] gradient, double loss) {
        gradients.open();
        gradients.add(gradient, 0, gradient.length);
        gradients.close(task, loss);
    }

    private float[] normal() {
        float[] values = new float[PARAMETERS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] sum(float[] left, float leftTimes, float[] right, float rightTimes) {
        float[] sum = new float[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = leftTimes * left[i] + rightTimes * right[i];
        }
        return sum;
    }
}
