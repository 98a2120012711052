package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BalancingConfig;
import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipeline that is saved, restored or reset goes on as if nothing had happened. */
class PipelineRestoreTest {
    private static final int EVENTS = 150;

    private final BraidConfig config = SampleModel.small().config();
    private final List<Event> events = new SampleEvents(config, 1, 0.1, 0.2).take(EVENTS);
    private final RecordingOutput output = new RecordingOutput();

    private static void offer(Pipeline pipeline, List<Event> events, Output output) {
        events.forEach(event -> pipeline.offer(event, output));
    }

    private static Changelog saved(Pipeline pipeline) {
        Changelog changelog = new Changelog();
        pipeline.saveChanges(changelog);
        return changelog;
    }

    private Pipeline restored(Changelog changelog) {
        Pipeline pipeline = new Pipeline(config);
        changelog.restoreInto(pipeline::restore);
        return pipeline;
    }

    @Test
    void goesOnAsIfNeverStoppedFromASaveAtAnyEvent() {
        Pipeline unbroken = new Pipeline(config);
        offer(unbroken, events, output);
        Summary expected = unbroken.summary();

        for (int stop = 0; stop <= EVENTS; stop++) {
            RecordingOutput broken = new RecordingOutput();
            Pipeline first = new Pipeline(config);
            offer(first, events.subList(0, stop), broken);
            Pipeline second = restored(saved(first));
            offer(second, events.subList(stop, EVENTS), broken);

            assertThat(second.summary()).as("stopped after %d events", stop).isEqualTo(expected);
            assertThat(broken.predictions).containsExactlyInAnyOrderElementsOf(output.predictions);
            assertThat(broken.windows).isEqualTo(output.windows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAsIfNeverStoppedWhateverWeighsTheLosses(BalancingConfig.Type type) {
        BraidConfig balanced = SampleModel.small()
                .with(new BalancingConfig(type, BalancingConfig.Surgery.CAGRAD))
                .config();
        Pipeline unbroken = new Pipeline(balanced);
        offer(unbroken, events, output);
        Pipeline first = new Pipeline(balanced);
        Pipeline second = new Pipeline(balanced);

        offer(first, events.subList(0, 80), output);
        saved(first).restoreInto(second::restore);
        offer(second, events.subList(80, EVENTS), output);

        assertThat(second.summary()).isEqualTo(unbroken.summary());
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsWeightsUnderAnotherWayToWeighLosses(BalancingConfig.Type type) {
        Pipeline fixed = new Pipeline(config);
        offer(fixed, events, output);
        Pipeline balanced = new Pipeline(SampleModel.small()
                .with(new BalancingConfig(type, BalancingConfig.Surgery.PCGRAD))
                .config());

        saved(fixed).restoreInto(balanced::restore);
        boolean forgotten = balanced.restored();

        assertThat(forgotten).isFalse();
        assertThat(balanced.summary()).isEqualTo(fixed.summary());
    }

    @Test
    void goesOnAsIfNeverStoppedThroughAChainOfRestarts() {
        Pipeline unbroken = new Pipeline(config);
        offer(unbroken, events, output);
        unbroken.predictPending(output);
        Changelog changelog = new Changelog();
        RecordingOutput broken = new RecordingOutput();
        SplittableRandom random = new SplittableRandom(6);
        Pipeline pipeline = new Pipeline(config);

        for (Event event : events) {
            pipeline.offer(event, broken);
            if (random.nextInt(4) == 0) {
                pipeline.predictPending(broken);
            }
            if (random.nextInt(2) == 0) {
                pipeline.saveChanges(changelog);
                pipeline = restored(changelog);
            }
        }
        pipeline.predictPending(broken);

        assertThat(pipeline.summary()).isEqualTo(unbroken.summary());
        assertThat(broken.names()).containsExactlyElementsOf(output.names());
        assertThat(broken.windows).isEqualTo(output.windows);
        RecordingOutput.assertSame(broken.predictions, output.predictions);
    }

    @Test
    void rememberedOffsetsAreSavedWithTheWeights() {
        Pipeline pipeline = new Pipeline(config);
        assertThat(pipeline.nextOffset("events", 0)).isEqualTo(-1);
        pipeline.offer(events.get(0), output);
        pipeline.nextOffset("events", 0, 17);
        pipeline.nextOffset("events", 1, 1L << 40);

        Pipeline restored = restored(saved(pipeline));

        assertThat(restored.nextOffset("events", 0)).isEqualTo(17);
        assertThat(restored.nextOffset("events", 1)).isEqualTo(1L << 40);
        assertThat(restored.nextOffset("labels", 0)).isEqualTo(-1);
        assertThat(restored.offsets()).isEqualTo(Map.of("events-0", 17L, "events-1", 1L << 40));
    }

    @Test
    void nothingIsSavedWhenNothingChanged() {
        Pipeline pipeline = new Pipeline(config);
        assertThat(saved(pipeline).pieces()).isEmpty();
        offer(pipeline, events, output);
        Changelog changelog = saved(pipeline);
        assertThat(changelog.pieces()).isNotEmpty();

        pipeline.summary();

        assertThat(saved(pipeline).pieces()).isEmpty();
        assertThat(saved(restored(changelog)).pieces()).isEmpty();
    }

    @Test
    void eachChangeOfStateIsSaved() {
        Pipeline pipeline = new Pipeline(config);

        pipeline.rejected();
        assertThat(saved(pipeline).pieces()).isNotEmpty();
        pipeline.offer(events.get(0), output);
        assertThat(saved(pipeline).pieces()).isNotEmpty();
        pipeline.predictPending(output);
        assertThat(saved(pipeline).pieces()).isNotEmpty();
        pipeline.predictPending(output);
        assertThat(saved(pipeline).pieces()).isEmpty();
        pipeline.nextOffset("events", 0, 1);
        assertThat(saved(pipeline).pieces()).isNotEmpty();
    }

    @Test
    void resetEqualsFresh() {
        Pipeline reset = new Pipeline(config);
        offer(reset, new SampleEvents(config, 7).take(100), new RecordingOutput());
        reset.rejected();
        reset.nextOffset("events", 0, 5);
        saved(reset);
        Pipeline fresh = new Pipeline(config);
        RecordingOutput resetOutput = new RecordingOutput();

        reset.reset();

        assertThat(reset.summary()).isEqualTo(fresh.summary());
        assertThat(reset.offsets()).isEmpty();
        assertThat(saved(reset).pieces()).isEmpty();
        offer(fresh, events, output);
        offer(reset, events, resetOutput);
        assertThat(resetOutput.predictions).isEqualTo(output.predictions);
        assertThat(saved(reset).pieces()).containsExactlyEntriesOf(saved(fresh).pieces());
    }

    @Test
    void aStateIsRestoredOverAnother() {
        Pipeline source = new Pipeline(config);
        offer(source, events, output);
        Changelog changelog = saved(source);
        Pipeline revived = new Pipeline(config);
        offer(revived, new SampleEvents(config, 8).take(70), new RecordingOutput());

        revived.reset();
        changelog.restoreInto(revived::restore);

        assertThat(revived.summary()).isEqualTo(source.summary());
    }
}
