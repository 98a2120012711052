package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BalancingConfig;
import io.braid.config.BraidConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.learn.balance.Gram;
import io.braid.learn.balance.Surgery;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Balancing in the model: what it minimises, and that what was learnt outlives a restart. */
class BalancerTest {
    private static final SampleModel MODEL = SampleModel.small()
            .with(SampleModel.WITHOUT_TEXT)
            .withLayers(List.of(7, 4), true)
            .withOptimizer(OptimizerConfig.Type.SGD, 1);

    private static BalancingConfig weighed(BalancingConfig.Type type) {
        return new BalancingConfig(type, BalancingConfig.Surgery.NONE);
    }

    private static List<TaskConfig> reweighed(List<TaskConfig> tasks, float[] weights) {
        List<TaskConfig> reweighed = new ArrayList<>();
        for (int task = 0; task < weights.length; task++) {
            reweighed.add(SampleModel.task(tasks.get(task).loss(), weights[task]));
        }
        return reweighed;
    }

    /** Hands over what the batches have taught, and no weight. */
    private static void copy(Trial from, Trial to) throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        from.learner.balancer().save(new DataOutputStream(saved));
        to.learner.balancer().load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    }

    @ParameterizedTest
    @EnumSource
    void minimisesTheSumByWhatTheBatchesBeforeHaveTaught(BalancingConfig.Type type) throws IOException {
        Trial taught = new Trial(MODEL.with(weighed(type)));
        SampleEvents events = new SampleEvents(taught.config, 1, 0.1, 0.2);
        for (int i = 0; i < 100; i++) {
            taught.randomise(i, 0.5);
            taught.step(taught.batch(events.take(8)));
        }
        Trial balanced = new Trial(MODEL.with(weighed(type)));
        copy(taught, balanced);
        float[] weights = balanced.learner.balancer().weigh().clone();
        Trial fixed = new Trial(MODEL.withTasks(reweighed(balanced.config.tasks(), weights)));
        balanced.randomise(99, 0.5);
        fixed.randomise(99, 0.5);
        Batch batch = taught.batch(events.take(12));

        balanced.step(batch);
        fixed.step(batch);

        assertThat(balanced.numbers()).isDeepEqualTo(fixed.numbers());
        assertThat(balanced.learner.loss()).isEqualTo(fixed.learner.loss());
    }

    @ParameterizedTest
    @EnumSource
    void learnsFactorsFromTheBatches(BalancingConfig.Type type) {
        Trial trial = new Trial(SampleModel.small().with(weighed(type)));
        SampleEvents events = new SampleEvents(trial.config, 2, 0.1, 0.2);
        for (int i = 0; i < 200; i++) {
            trial.step(trial.batch(events.take(8)));
        }

        float[] weights = trial.learner.balancer().weigh();

        float[] given = {1, 0.5f, 2};
        assertThat(Arrays.equals(weights, given)).isEqualTo(type == BalancingConfig.Type.FIXED);
    }

    /** The heads follow their own losses; what they share follows the sum of coefficient times gradient. */
    @ParameterizedTest
    @EnumSource
    void changesWhatTheTasksShareAndNoHead(BalancingConfig.Surgery type) {
        BalancingConfig balancing = new BalancingConfig(BalancingConfig.Type.FIXED, type);
        Trial trial = new Trial(MODEL.with(balancing));
        SampleEvents events = new SampleEvents(trial.config, 3, 0.1, 0.2);
        trial.batch(events.take(50));
        Batch batch = trial.batch(events.take(12));
        trial.randomise(7, 0.5);
        PlainModel plain = new PlainModel(trial);
        float[][] before = trial.weights().stream().map(Trial::floats).toArray(float[][]::new);
        double[] coefficients = coefficients(trial.config, plain.innerProducts(batch));
        double[][] gradient = new PlainModel(trial).gradient(batch, coefficients);

        trial.step(batch);

        for (int part = 0; part < before.length; part++) {
            float[] after = Trial.floats(trial.weights().get(part));
            for (int i = 0; i < after.length; i++) {
                assertThat((double) before[part][i] - after[i])
                        .as("part %d, weight %d", part, i)
                        .isCloseTo(gradient[part][i], within(1e-4 * Math.max(0.1, Math.abs(gradient[part][i]))));
            }
        }
    }

    private static double[] coefficients(BraidConfig config, double[][] products) {
        Gram gram = new Gram(products.length);
        for (int s = 0; s < products.length; s++) {
            for (int t = 0; t < products.length; t++) {
                gram.set(s, t, products[s][t]);
            }
        }
        boolean[] labelled = new boolean[products.length];
        Arrays.fill(labelled, true);
        double[] coefficients = new double[products.length];
        Surgery.of(config.balancing().surgery(), config.tasks()).combine(gram, labelled, coefficients);
        return coefficients;
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAsIfNeverStopped(BalancingConfig.Type type) throws IOException {
        Trial running = new Trial(SampleModel.small().with(weighed(type)));
        SampleEvents events = new SampleEvents(running.config, 4, 0.1, 0.2);
        for (int i = 0; i < 50; i++) {
            running.step(running.batch(events.take(8)));
        }
        Trial restored = new Trial(SampleModel.small().with(weighed(type)));

        copy(running, restored);

        assertThat(restored.learner.balancer().weigh())
                .containsExactly(running.learner.balancer().weigh());
    }

    @ParameterizedTest
    @CsvSource({
        "GRADNORM, PCGRAD, 64",
        "FAMO, CAGRAD, 65",
        "GRADNORM, ALIGNED_MTL, 200",
        "NORMALIZED, AUXILIARY_COSINE, 130"
    })
    void learnsFromBatchesOfMoreThanOneChunk(BalancingConfig.Type type, BalancingConfig.Surgery surgery, int size) {
        Trial trial = new Trial(SampleModel.small().with(new BalancingConfig(type, surgery)));
        SampleEvents events = new SampleEvents(trial.config, 5, 0.1, 0.2);
        double first = meanLoss(trial, events, size);
        for (int i = 0; i < 100; i++) {
            trial.step(trial.batch(events.take(size)));
        }

        assertThat(meanLoss(trial, events, size)).isLessThan(first);
    }

    private static double meanLoss(Trial trial, SampleEvents events, int size) {
        trial.step(trial.batch(events.take(size)));
        return trial.learner.loss() / size;
    }
}
