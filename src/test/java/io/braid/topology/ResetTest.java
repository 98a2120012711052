package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reset forgets the model, whatever its checkpoint is like, and keeps the place in the events. */
class ResetTest {
    private static final BraidConfig CONFIG = SampleModel.small().config();
    private static final List<Event> EVENTS = new SampleEvents(CONFIG, 1, 0.1, 0.2).take(100);

    private final RecordingOutput output = new RecordingOutput();

    private static Changelog saved() {
        Pipeline pipeline = new Pipeline(CONFIG);
        EVENTS.forEach(event -> pipeline.offer(event, Output.NOWHERE));
        pipeline.nextOffset("events", 0, 100);
        Changelog changelog = new Changelog();
        pipeline.saveChanges(changelog);
        return changelog;
    }

    private static Pipeline reset(Changelog changelog, long below) {
        Pipeline pipeline = new Pipeline(CONFIG);
        pipeline.forgetBelow(below);
        changelog.restoreInto(pipeline::restore);
        return pipeline;
    }

    @Test
    void learnsLikeANewModelFromThePlaceOfTheFormerOne() {
        Pipeline reset = reset(saved(), 1);
        Pipeline fresh = new Pipeline(CONFIG);
        RecordingOutput expected = new RecordingOutput();

        assertThat(reset.restored()).isTrue();

        assertThat(reset.offsets()).isEqualTo(Map.of("events-0", 100L));
        assertThat(reset.hasUnpredicted()).isFalse();
        assertThat(reset.summary()).isEqualTo(fresh.summary());
        EVENTS.forEach(event -> fresh.offer(event, expected));
        EVENTS.forEach(event -> reset.offer(event, output));
        assertThat(output.predictions).isEqualTo(expected.predictions);
    }

    @Test
    void itsFirstSaveRemovesTheFormerModel() {
        Changelog changelog = saved();
        Pipeline reset = reset(changelog, 1);
        assertThat(reset.restored()).isTrue();

        reset.saveChanges(changelog);

        assertThat(changelog.pieces()).hasSize(1);
        Pipeline again = new Pipeline(CONFIG);
        changelog.restoreInto(again::restore);
        assertThat(again.restored()).isFalse();
        assertThat(again.summary()).isEqualTo(new Pipeline(CONFIG).summary());
        assertThat(again.offsets()).isEqualTo(Map.of("events-0", 100L));
    }

    @Test
    void happensAgainWhenItWasNotSavedAndNotWhenItWas() {
        Changelog changelog = saved();
        Pipeline first = reset(changelog, 1);
        assertThat(first.restored()).isTrue();
        Pipeline second = reset(changelog, 1);
        assertThat(second.restored()).as("the first was not saved").isTrue();
        EVENTS.forEach(event -> second.offer(event, Output.NOWHERE));
        second.saveChanges(changelog);

        Pipeline third = reset(changelog, 1);

        assertThat(third.restored()).isFalse();
        assertThat(third.summary()).isEqualTo(second.summary());
    }

    static List<Consumer<Changelog>> damages() {
        return List.of(
                changelog -> changelog.pieces().put("030000", new byte[] {1, 2, 3}),
                changelog -> changelog.pieces().replaceAll((key, value) -> Arrays.copyOf(value, value.length - 1)),
                changelog -> changelog.pieces().keySet().removeIf(key -> key.startsWith("03")),
                changelog -> changelog.pieces().remove("0000000000"),
                changelog -> changelog.pieces().values().forEach(value -> value[0] = 3),
                changelog -> changelog.pieces().clear());
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isTheWayOutOfEveryDamage(Consumer<Changelog> damage) {
        Changelog changelog = saved();
        damage.accept(changelog);
        Pipeline reset = reset(changelog, 1);

        assertThat(reset.restored()).isTrue();
        reset.nextOffset("events", 0, 100);
        EVENTS.subList(0, 40).forEach(event -> reset.offer(event, output));
        reset.saveChanges(changelog);

        Pipeline again = new Pipeline(CONFIG);
        changelog.restoreInto(again::restore);
        assertThat(again.restored()).isFalse();
        assertThat(again.summary()).isEqualTo(reset.summary());
        assertThat(again.offsets()).isEqualTo(Map.of("events-0", 100L));
    }

    @Test
    void keepsThePlaceOfAModelOfAnotherConfiguration() {
        Pipeline other =
                new Pipeline(SampleModel.small().withLayers(List.of(9), true).config());
        other.forgetBelow(1);
        saved().restoreInto(other::restore);

        assertThat(other.restored()).isTrue();

        assertThat(other.offsets()).isEqualTo(Map.of("events-0", 100L));
    }
}
