package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.ingest.Event;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private static final int REGRESSION = SampleModel.REGRESSION;
    private static final int SIZE = 200;

    private final BraidConfig config = SampleModel.small().config();

    private static Batch encode(Encoder encoder, List<Event> events) {
        Batch batch = new Batch(encoder.shape(), events.size());
        events.forEach(event -> encoder.encode(event, batch));
        return batch;
    }

    private static Event withLabel(Event event, int task, double label) {
        double[] labels = event.labels().clone();
        labels[task] = label;
        return new Event(
                event.key(), event.id(), event.timestamp(), event.numbers(), event.texts(), event.vectors(), labels);
    }

    @Test
    void theShapeFollowsFromTheConfiguration() {
        Shape shape = new Encoder(config).shape();

        assertThat(shape.values()).isEqualTo(5);
        assertThat(shape.flags()).isEqualTo(2);
        assertThat(shape.tables()).containsExactly(new Shape.Table("text", 37, 2), new Shape.Table("category", 11, 3));
        assertThat(shape.embedded()).isEqualTo(5);
        assertThat(shape.tasks()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50})
    void theUnitOfAPredictionDoesNotDependOnItsOwnLabel(int before) {
        SampleEvents events = new SampleEvents(config, 1);
        List<Event> past = events.take(before);
        Event last = events.next();
        Batch[] batches = new Batch[3];
        double[] labels = {-1e6, 3, Double.NaN};
        for (int i = 0; i < labels.length; i++) {
            List<Event> all = new ArrayList<>(past);
            all.add(withLabel(last, REGRESSION, labels[i]));
            batches[i] = encode(new Encoder(config), all);
        }

        for (Batch batch : batches) {
            assertThat(batch.shift(before, REGRESSION)).isEqualTo((Double) batches[0].shift(before, REGRESSION));
            assertThat(batch.scale(before, REGRESSION)).isEqualTo(batches[0].scale(before, REGRESSION));
            assertThat(batch.values()).isEqualTo(batches[0].values());
        }
    }

    @Test
    void theUnitOfARegressionIsThatOfItsLabelsSoFar() {
        List<Event> events = new SampleEvents(config, 2).take(3);
        List<Event> labelled = List.of(
                withLabel(events.get(0), REGRESSION, 10),
                withLabel(events.get(1), REGRESSION, 20),
                withLabel(events.get(2), REGRESSION, 1e6));

        Batch batch = encode(new Encoder(config), labelled);

        assertThat(batch.shift(0, REGRESSION)).isNaN();
        assertThat(batch.shift(1, REGRESSION)).isEqualTo(10);
        assertThat(batch.scale(1, REGRESSION)).isZero();
        assertThat(batch.shift(2, REGRESSION)).isEqualTo(15);
        assertThat(batch.scale(2, REGRESSION)).isEqualTo(5);
    }

    @Test
    void classesAreTheirOwnUnit() {
        Batch batch = encode(new Encoder(config), new SampleEvents(config, 3).take(20));

        for (int example = 0; example < 20; example++) {
            for (int task : new int[] {SampleModel.BINARY, SampleModel.MULTICLASS}) {
                assertThat(batch.shift(example, task)).isZero();
                assertThat(batch.scale(example, task)).isEqualTo(1);
            }
        }
    }

    @Test
    void targetsOfARegressionAreStandardisedAndThoseOfClassesAsTheyAre() {
        Encoder encoder = new Encoder(config);
        Batch batch = encode(encoder, new SampleEvents(config, 4, 0, 0.2).take(SIZE));

        encoder.targets(batch);

        RunningMoments targets = new RunningMoments();
        for (int example = 0; example < SIZE; example++) {
            float target = batch.target(example, REGRESSION);
            assertThat(Float.isNaN(target)).isEqualTo(Double.isNaN(batch.label(example, REGRESSION)));
            if (!Float.isNaN(target)) {
                targets.add(target);
            }
            assertThat(batch.target(example, SampleModel.MULTICLASS))
                    .isEqualTo((Float) (float) batch.label(example, SampleModel.MULTICLASS));
        }
        assertThat(targets.count()).isBetween(SIZE / 2L, SIZE - 1L);
        assertThat(targets.mean()).isCloseTo(0, within(1e-6));
        assertThat(targets.deviation()).isCloseTo(1, within(1e-6));
    }

    @Test
    void countsAreMultiplesOfTheirMean() {
        BraidConfig counts = SampleModel.small()
                .withTasks(List.of(SampleModel.task(LossType.POISSON, 1)))
                .config();
        Encoder encoder = new Encoder(counts);
        Batch batch = encode(encoder, new SampleEvents(counts, 5).take(SIZE));

        encoder.targets(batch);

        double sum = 0;
        for (int example = 0; example < SIZE; example++) {
            assertThat(batch.target(example, 0)).isNotNegative();
            assertThat(batch.shift(example, 0)).isEqualTo((Double) (example == 0 ? Double.NaN : 0.0));
            sum += batch.target(example, 0);
        }
        assertThat(sum / SIZE).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 150})
    void goesOnFromSavedStateAsIfNeverStopped(int stop) {
        List<Event> events = new SampleEvents(config, 6, 0.2, 0.2).take(SIZE);
        Encoder unbroken = new Encoder(config);
        Encoder stopped = new Encoder(config);
        encode(unbroken, events.subList(0, stop));
        encode(stopped, events.subList(0, stop));
        Encoder loaded = Examples.copy(stopped, config);

        Batch expected = encode(unbroken, events.subList(stop, SIZE));
        Batch batch = encode(loaded, events.subList(stop, SIZE));

        assertThat(Examples.saved(batch::save)).isEqualTo(Examples.saved(expected::save));
        assertThat(Examples.saved(loaded::save)).isEqualTo(Examples.saved(unbroken::save));
    }

    @Test
    void resetEqualsFresh() {
        Encoder fresh = new Encoder(config);
        Encoder reset = new Encoder(config);
        encode(reset, new SampleEvents(config, 7).take(SIZE));
        assertThat(Examples.saved(reset::save)).isNotEqualTo(Examples.saved(fresh::save));

        reset.reset();

        assertThat(Examples.saved(reset::save)).isEqualTo(Examples.saved(fresh::save));
        assertThat(reset.vocabularies()).allMatch(vocabulary -> vocabulary.size() == 0);
        List<Event> events = new SampleEvents(config, 8).take(SIZE);
        Batch expected = encode(fresh, events);
        Batch batch = encode(reset, events);
        assertThat(Examples.saved(batch::save)).isEqualTo(Examples.saved(expected::save));
    }

    @Test
    void theOrderOfFeaturesChangesTheirPlacesAlone() {
        List<FeatureConfig> turned = new ArrayList<>(SampleModel.WITHOUT_TEXT);
        Collections.reverse(turned);
        BraidConfig forth = SampleModel.small().with(SampleModel.WITHOUT_TEXT).config();
        Encoder back = new Encoder(SampleModel.small().with(turned).config());
        List<Event> events = new SampleEvents(forth, 9, 0.1, 0).take(SIZE);

        Batch expected = encode(new Encoder(forth), events);
        Batch batch = encode(back, events.stream().map(EncoderTest::turned).toList());

        for (int example = 0; example < SIZE; example++) {
            // first, vector (3), second; turned: second, vector, first
            int at = example * 5;
            assertThat(batch.values()[at]).isEqualTo(expected.values()[at + 4]);
            assertThat(batch.values()[at + 1]).isEqualTo(expected.values()[at + 1]);
            assertThat(batch.values()[at + 4]).isEqualTo(expected.values()[at]);
            assertThat(batch.flags()[example * 2]).isEqualTo(expected.flags()[example * 2 + 1]);
            assertThat(batch.bag(0).to(example)).isEqualTo(expected.bag(0).to(example));
        }
    }

    private static Event turned(Event event) {
        int features = event.numbers().length;
        double[] numbers = new double[features];
        byte[][] texts = new byte[features][];
        float[][] vectors = new float[features][];
        for (int i = 0; i < features; i++) {
            numbers[i] = event.numbers()[features - 1 - i];
            texts[i] = event.texts()[features - 1 - i];
            vectors[i] = event.vectors()[features - 1 - i];
        }
        return new Event(event.key(), event.id(), event.timestamp(), numbers, texts, vectors, event.labels());
    }
}
