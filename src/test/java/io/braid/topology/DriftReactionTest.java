package io.braid.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task whose loss rises is noticed, alone; what is done about it follows from the events and their order. */
class DriftReactionTest {
    private static final int CHANGE = 4_000;
    private static final int EVENTS = 8_000;
    private static final int CHANGING = 0;
    private static final int STEADY = 1;

    private final RecordingOutput output = new RecordingOutput();

    private enum Reaction {
        NONE("none"),
        RESTART("restart"),
        RESET_HEAD("reset-head"),
        BOTH("both");

        private final String yaml;

        Reaction(String yaml) {
            this.yaml = yaml;
        }
    }

    private static BraidConfig config(String drift) {
        return ConfigLoader.parse("""
            app: drift
            events: {}
            features:
              - {name: x, type: numeric}
              - {name: y, type: numeric}
            tasks:
              - {name: changing, type: binary}
              - {name: steady, type: regression}
            model: {layers: [8]}
            metrics: {window: 1000}
            drift: %s
            """.formatted(drift), "drift.yaml", Path.of(""));
    }

    /** Half of the way through, the binary label turns into its opposite; the regression's stays what it is. */
    private static List<Event> events() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.iterate(0, index -> index + 1)
                .limit(EVENTS)
                .map(index -> {
                    double x = random.nextGaussian();
                    double y = random.nextGaussian();
                    boolean label = x > 0 ^ index >= CHANGE;
                    double[] labels = {label ? 1 : 0, x + y + 0.1 * random.nextGaussian()};
                    return new Event(
                            null,
                            Integer.toString(index),
                            index,
                            new double[] {x, y},
                            new byte[2][],
                            new float[2][],
                            labels);
                })
                .toList();
    }

    private static Pipeline restored(BraidConfig config, Changelog changelog) {
        Pipeline pipeline = new Pipeline(config);
        changelog.restoreInto(pipeline::restore);
        pipeline.restored();
        return pipeline;
    }

    private static Summary.TaskSummary of(Pipeline pipeline, String task) {
        return requireNonNull(pipeline.summary().tasks().get(task));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adwin", "page-hinkley"})
    void aTaskThatChangesIsToldOfSoonAfterwardsAndNoOther(String detector) {
        Pipeline pipeline = new Pipeline(config("{detector: " + detector + "}"));

        events().forEach(event -> pipeline.offer(event, output));

        Summary.TaskSummary changing = of(pipeline, "changing");
        Summary.TaskSummary steady = of(pipeline, "steady");
        assertThat(changing.drifts()).isPositive();
        assertThat(changing.lastDrift()).isBetween((long) CHANGE, CHANGE + 2_000L);
        assertThat(steady.drifts()).isZero();
        assertThat(steady.lastDrift()).isEqualTo(-1);
    }

    @Test
    void theWindowsCountTheDriftsSoFar() {
        Pipeline pipeline = new Pipeline(config("{}"));

        Stream.generate(DriftReactionTest::events)
                .limit(2)
                .flatMap(List::stream)
                .forEach(event -> pipeline.offer(event, output));

        List<Long> counts = output.windows.stream()
                .filter(window -> window.task().equals("changing"))
                .map(RecordingOutput.Window::drifts)
                .toList();
        assertThat(counts).isSorted().startsWith(0L);
        assertThat(counts.get(counts.size() - 1))
                .isEqualTo(of(pipeline, "changing").drifts());
    }

    @Test
    void withoutADetectorNothingIsToldAndNothingReactedTo() {
        Pipeline without = new Pipeline(config("{detector: none, reaction: both}"));
        Pipeline watching = new Pipeline(config("{reaction: none}"));

        events().forEach(event -> without.offer(event, output));
        events().forEach(event -> watching.offer(event, output));

        assertThat(of(without, "changing").drifts()).isZero();
        assertThat(without.summary().weightsSha256())
                .isEqualTo(watching.summary().weightsSha256());
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAsIfNeverStoppedThroughDriftAndReaction(Reaction reaction) {
        BraidConfig config = config("{reaction: " + reaction.yaml + "}");
        Pipeline unbroken = new Pipeline(config);
        events().forEach(event -> unbroken.offer(event, output));
        RecordingOutput broken = new RecordingOutput();
        Changelog changelog = new Changelog();
        SplittableRandom random = new SplittableRandom(2);

        Pipeline pipeline = new Pipeline(config);
        for (Event event : events()) {
            pipeline.offer(event, broken);
            if (random.nextInt(100) == 0) {
                pipeline.saveChanges(changelog);
                pipeline = restored(config, changelog);
            }
        }

        assertThat(of(unbroken, "changing").drifts()).isPositive();
        assertThat(pipeline.summary()).isEqualTo(unbroken.summary());
        assertThat(broken.windows).isEqualTo(output.windows);
    }

    @Test
    void aRestartHelpsTheTaskThatHasChanged() {
        double plain = loss(learnt(Reaction.NONE), "changing");

        double restarted = loss(learnt(Reaction.RESTART), "changing");

        assertThat(restarted).isLessThan(plain);
    }

    private static Pipeline learnt(Reaction reaction) {
        Pipeline pipeline = new Pipeline(config("{reaction: " + reaction.yaml + "}"));
        events().forEach(event -> pipeline.offer(event, Output.NOWHERE));
        return pipeline;
    }

    private static double loss(Pipeline pipeline, String task) {
        return requireNonNull(of(pipeline, task).scores().get("log_loss"));
    }

    @Test
    void anotherConfigurationTakesOverWhatTheDetectorsKnow() {
        BraidConfig former = config("{}");
        Pipeline pipeline = new Pipeline(former);
        events().forEach(event -> pipeline.offer(event, output));
        Changelog changelog = new Changelog();
        pipeline.saveChanges(changelog);

        Pipeline carried = restored(former.withFeatures(former.features().subList(CHANGING, STEADY)), changelog);

        assertThat(of(carried, "changing").drifts())
                .isEqualTo(of(pipeline, "changing").drifts());
    }

    @Test
    void anotherDetectorStartsAnew() {
        Pipeline pipeline = new Pipeline(config("{detector: adwin}"));
        events().forEach(event -> pipeline.offer(event, output));
        Changelog changelog = new Changelog();
        pipeline.saveChanges(changelog);

        Pipeline other = restored(config("{detector: page-hinkley}"), changelog);

        assertThat(of(other, "changing").drifts()).isZero();
        assertThat(other.summary().weightsSha256()).isEqualTo(pipeline.summary().weightsSha256());
    }
}
