package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.encode.Batch;
import io.braid.ingest.Event;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientCosinesTest {
    @ParameterizedTest(name = "layers {0} {1}, skip {2}, {3} examples")
    @CsvSource({"7, 4, true, 12", "7, 4, false, 12", "7, 4, true, 150"})
    void areThoseOfTheGradientsByWhatTheTasksShare(int first, int second, boolean skip, int examples) {
        Trial trial = new Trial(SampleModel.small()
                .with(SampleModel.WITHOUT_TEXT)
                .withTasks(SampleModel.EVERY_TASK)
                .withLayers(List.of(first, second), skip));
        Batch batch = batch(trial, examples);
        trial.randomise(11, 1);
        double[][] products = new PlainModel(trial).innerProducts(batch);

        trial.step(batch);

        GradientCosines cosines = trial.learner.cosines();
        for (int s = 0; s < products.length; s++) {
            for (int t = 0; t < products.length; t++) {
                double cosine = products[s][t] / Math.sqrt(products[s][s] * products[t][t]);
                assertThat(cosines.of(s, t)).as(s + ", " + t).isCloseTo(cosine, within(1e-4));
            }
        }
    }

    @Test
    void ofATaskWithoutLabelsAreUnknown() {
        GradientCosines cosines = new GradientCosines(3);
        cosines.add(products(3, 0.5));
        TaskProducts masked = products(3, -0.5);
        for (int other = 0; other < 3; other++) {
            masked.add(2, other, -masked.of(2, other));
        }

        GradientCosines first = new GradientCosines(3);
        first.add(masked);
        cosines.add(masked);

        assertThat(first.of(0, 2)).isNaN();
        assertThat(first.of(0, 1)).isCloseTo(-0.5, within(1e-12));
        assertThat(cosines.of(0, 2)).isCloseTo(0.5, within(1e-12));
        assertThat(cosines.of(0, 1)).isLessThan(0.5);
    }

    @Test
    void followTheStream() {
        GradientCosines cosines = new GradientCosines(2);
        for (int batch = 0; batch < 10_000; batch++) {
            cosines.add(products(2, batch < 5_000 ? 0.8 : -0.8));
        }

        assertThat(cosines.of(0, 1)).isCloseTo(-0.8, within(0.02));
    }

    @Test
    void goOnAsIfNeverStopped() throws IOException {
        GradientCosines unbroken = new GradientCosines(2);
        unbroken.add(products(2, 0.3));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        unbroken.save(new DataOutputStream(saved));
        GradientCosines restored = new GradientCosines(2);
        restored.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));

        unbroken.add(products(2, -0.2));
        restored.add(products(2, -0.2));

        assertThat(restored.of(0, 1)).isEqualTo(unbroken.of(0, 1));
    }

    /** Those of gradients of lengths 1, 2 and so on, each pair with {@code cosine} between them. */
    private static TaskProducts products(int tasks, double cosine) {
        TaskProducts products = new TaskProducts(tasks);
        for (int s = 0; s < tasks; s++) {
            for (int t = 0; t < tasks; t++) {
                products.add(s, t, (s + 1) * (t + 1) * (s == t ? 1 : cosine));
            }
        }
        return products;
    }

    private static Batch batch(Trial trial, int examples) {
        SampleEvents events = new SampleEvents(trial.config, 3, 0.2, 0.2);
        trial.batch(events.take(50));
        List<Event> taken = events.take(examples);
        return trial.batch(taken);
    }
}
