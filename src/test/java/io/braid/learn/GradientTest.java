package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.ingest.Event;
import io.braid.learn.kernel.Block;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of the whole model against central differences of its loss.
 *
 * <p>Under stochastic gradient descent with a learning rate of 1, the first step is the negative gradient.
 */
class GradientTest {
    private static final int EXAMPLES = 12;
    /** Wide enough for the rounding of outputs to floats, narrow enough to miss most corners of the layers. */
    private static final float NUDGE = 1f / 1024;

    static Stream<Arguments> models() {
        List<List<TaskConfig>> tasks = new ArrayList<>();
        for (LossType loss : LossType.values()) {
            tasks.add(List.of(SampleModel.task(loss, 1)));
        }
        tasks.add(SampleModel.EVERY_TASK);
        return tasks.stream()
                .flatMap(each -> Stream.of(List.<Integer>of(), List.of(5), List.of(7, 4))
                        .flatMap(layers ->
                                Stream.of(Arguments.of(each, layers, false), Arguments.of(each, layers, true))));
    }

    @ParameterizedTest(name = "{0}, layers {1}, skip {2}")
    @MethodSource("models")
    void isTheSlopeOfTheLoss(List<TaskConfig> tasks, List<Integer> layers, boolean skip) {
        SampleModel model = SampleModel.small().withTasks(tasks).withLayers(layers, skip);
        Trial moving = new Trial(model.withOptimizer(OptimizerConfig.Type.SGD, 1));
        Trial still = new Trial(model.withOptimizer(OptimizerConfig.Type.SGD, 0));
        Batch batch = batch(moving, 0.2);
        moving.randomise(11, 1);
        still.randomise(11, 1);
        float[][] before = moving.weights().stream().map(Trial::floats).toArray(float[][]::new);

        boolean moved = moving.step(batch);

        assertThat(moved).isTrue();
        for (int part = 0; part < before.length; part++) {
            float[] after = Trial.floats(moving.weights().get(part));
            double[] gradient = new double[after.length];
            for (int i = 0; i < after.length; i++) {
                gradient[i] = (double) before[part][i] - after[i];
            }
            double[] slope = slopes(still, still.weights().get(part), batch);
            assertThat(norm(slope)).as("slope of part %d", part).isGreaterThan(1e-3);
            assertThat(distance(gradient, slope))
                    .as("part %d: gradient %s, slope %s", part, Arrays.toString(gradient), Arrays.toString(slope))
                    .isLessThan(1e-2 * norm(slope));
        }
    }

    @Test
    void isScaledDownToTheLongestNormThatIsAllowed() {
        SampleModel model = SampleModel.small();
        Trial free = new Trial(model.withOptimizer(OptimizerConfig.Type.SGD, 1));
        Trial clipped = new Trial(
                model.with(new OptimizerConfig(OptimizerConfig.Type.SGD, 1, OptimizerConfig.Type.SGD, 1, 0.25)));
        Batch batch = batch(free, 0);
        free.randomise(12, 0.5);
        clipped.randomise(12, 0.5);
        double[] start = all(free);

        free.step(batch);
        clipped.step(batch);

        double whole = distance(start, all(free));
        assertThat(whole).isGreaterThan(0.5);
        assertThat(distance(start, all(clipped))).isCloseTo(0.25, within(1e-4));
        double[] scaled = start.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] += (all(free)[i] - start[i]) * 0.25 / whole;
        }
        assertThat(distance(scaled, all(clipped))).isLessThan(1e-4);
    }

    /** A batch whose encoder has seen enough for numbers to be spread. */
    private static Batch batch(Trial trial, double missing) {
        SampleEvents events = new SampleEvents(trial.config, 3, missing, missing);
        trial.batch(events.take(50));
        List<Event> examples = events.take(EXAMPLES);
        return trial.batch(examples);
    }

    private static double[] slopes(Trial still, Block weights, Batch batch) {
        double[] slopes = new double[weights.length()];
        for (int i = 0; i < slopes.length; i++) {
            float value = weights.read(i);
            double above = loss(still, weights, i, value + NUDGE, batch);
            double below = loss(still, weights, i, value - NUDGE, batch);
            weights.write(i, new float[] {value}, 0, 1);
            slopes[i] = (above - below) / ((double) (value + NUDGE) - (value - NUDGE));
        }
        return slopes;
    }

    private static double loss(Trial still, Block weights, int index, float value, Batch batch) {
        weights.write(index, new float[] {value}, 0, 1);
        still.step(batch);
        return still.learner.loss() / batch.size();
    }

    private static double[] all(Trial trial) {
        return trial.weights().stream()
                .map(Trial::floats)
                .flatMap(values -> IntStream.range(0, values.length).mapToObj(i -> (double) values[i]))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double norm(double[] values) {
        return distance(values, new double[values.length]);
    }

    private static double distance(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        }
        return Math.sqrt(sum);
    }
}
