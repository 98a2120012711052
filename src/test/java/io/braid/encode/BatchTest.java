package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final int CAPACITY = 20;

    private final BraidConfig config = SampleModel.small().config();
    private final Encoder encoder = new Encoder(config);
    private final SampleEvents events = new SampleEvents(config, 1, 0.3, 0.3);

    private Batch filled(int size) {
        Batch batch = new Batch(encoder.shape(), CAPACITY);
        events.take(size).forEach(event -> encoder.encode(event, batch));
        return batch;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, CAPACITY})
    void loadsWhatItSaved(int size) {
        Batch batch = filled(size);
        byte[] saved = Examples.saved(batch::save);
        Batch loaded = new Batch(encoder.shape(), CAPACITY);

        Examples.load(saved, loaded::load);

        assertThat(loaded.size()).isEqualTo(size);
        assertThat(loaded.values()).isEqualTo(batch.values());
        assertThat(loaded.flags()).isEqualTo(batch.flags());
        for (int example = 0; example < size; example++) {
            for (int task = 0; task < encoder.shape().tasks(); task++) {
                assertThat(loaded.label(example, task)).isEqualTo((Double) batch.label(example, task));
                assertThat(loaded.shift(example, task)).isEqualTo((Double) batch.shift(example, task));
                assertThat(loaded.scale(example, task)).isEqualTo((Double) batch.scale(example, task));
            }
            for (int table = 0; table < encoder.shape().tables().size(); table++) {
                Bag bag = batch.bag(table);
                assertThat(loaded.bag(table).from(example)).isEqualTo(bag.from(example));
                assertThat(loaded.bag(table).to(example)).isEqualTo(bag.to(example));
                for (int place = bag.from(example); place < bag.to(example); place++) {
                    assertThat(loaded.bag(table).row(place)).isEqualTo(bag.row(place));
                }
            }
        }
        assertThat(Examples.saved(loaded::save)).isEqualTo(saved);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, CAPACITY - 1})
    void aLoadedBatchFillsUpLikeTheOneThatWasSaved(int size) {
        Batch batch = filled(size);
        Batch loaded = filled(CAPACITY);
        Examples.load(Examples.saved(batch::save), loaded::load);
        Encoder other = Examples.copy(encoder, config);

        events.take(CAPACITY - size).forEach(event -> {
            encoder.encode(event, batch);
            other.encode(event, loaded);
        });

        assertThat(batch.isFull()).isTrue();
        assertThat(loaded.isFull()).isTrue();
        assertThat(Examples.saved(loaded::save)).isEqualTo(Examples.saved(batch::save));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void aClearedBatchKeepsNoTraceOfWhatItHeld(long seed) {
        Batch used = filled(CAPACITY);
        used.clear();
        assertThat(used.size()).isZero();
        assertThat(used.isFull()).isFalse();
        Batch fresh = new Batch(encoder.shape(), CAPACITY);
        Encoder other = Examples.copy(encoder, config);

        new SampleEvents(config, seed, 0.8, 0.8).take(CAPACITY).forEach(event -> encoder.encode(event, used));

        new SampleEvents(config, seed, 0.8, 0.8).take(CAPACITY).forEach(event -> other.encode(event, fresh));
        assertThat(Examples.saved(used::save)).isEqualTo(Examples.saved(fresh::save));
        assertThat(used.values()).isEqualTo(fresh.values());
        assertThat(used.flags()).isEqualTo(fresh.flags());
    }
}
