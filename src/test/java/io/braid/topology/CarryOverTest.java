package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.braid.checkpoint.CheckpointException;
import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A saved model goes on under another configuration with all that the two have in common. */
class CarryOverTest {
    private static final SampleModel SAMPLE = SampleModel.small();

    /** Holds the fields of every event below. */
    private static final BraidConfig EVERYTHING = SAMPLE.config();

    /** Batches of 16 or of 24, the last one whole. */
    private static final int LEARNED = 192;

    private static final List<Event> EVENTS = new SampleEvents(EVERYTHING, 1, 0.1, 0.2).take(LEARNED + 200);

    private final RecordingOutput former = new RecordingOutput();
    private final RecordingOutput latter = new RecordingOutput();

    /** {@code event} as {@code config} reads it, some features and tasks of {@link #EVERYTHING}. */
    private static Event event(Event event, BraidConfig config) {
        List<String> features =
                EVERYTHING.features().stream().map(FeatureConfig::name).toList();
        List<String> tasks = EVERYTHING.tasks().stream().map(TaskConfig::name).toList();
        int[] feature = config.features().stream()
                .mapToInt(each -> features.indexOf(each.name()))
                .toArray();
        return new Event(
                event.key(),
                event.id(),
                event.timestamp(),
                Arrays.stream(feature)
                        .mapToDouble(from -> event.numbers()[from])
                        .toArray(),
                Arrays.stream(feature).mapToObj(from -> event.texts()[from]).toArray(byte[][]::new),
                Arrays.stream(feature).mapToObj(from -> event.vectors()[from]).toArray(float[][]::new),
                config.tasks().stream()
                        .mapToDouble(each -> event.labels()[tasks.indexOf(each.name())])
                        .toArray());
    }

    private static void offer(Pipeline pipeline, int from, int to, Output output) {
        EVENTS.subList(from, to).forEach(event -> pipeline.offer(event(event, pipeline.config()), output));
    }

    private static Pipeline learned(SampleModel model, int events, Output output) {
        Pipeline pipeline = new Pipeline(model.config());
        offer(pipeline, 0, events, output);
        pipeline.nextOffset("events", 0, events);
        return pipeline;
    }

    private static Changelog saved(Pipeline pipeline) {
        Changelog changelog = new Changelog();
        pipeline.saveChanges(changelog);
        return changelog;
    }

    private static Pipeline restored(SampleModel model, Changelog changelog) {
        Pipeline pipeline = new Pipeline(model.config());
        changelog.restoreInto(pipeline::restore);
        assertThat(pipeline.restored()).isFalse();
        return pipeline;
    }

    private static SampleModel without(String name) {
        return SAMPLE.with(SAMPLE.features().stream()
                        .filter(feature -> !feature.name().equals(name))
                        .toList())
                .withTasks(oneMain(SAMPLE.tasks().stream()
                        .filter(task -> !task.name().equals(name))
                        .toList()));
    }

    /** {@code tasks}, the first of which is the main one where none was. */
    private static List<TaskConfig> oneMain(List<TaskConfig> tasks) {
        if (tasks.get(0) instanceof TaskConfig.Multiclass first) {
            TaskConfig main = new TaskConfig.Multiclass(
                    first.name(), first.field(), TaskConfig.Role.MAIN, first.weight(), first.loss(), first.classes());
            return List.of(main, tasks.get(1));
        }
        return tasks;
    }

    private static SampleModel reversed() {
        return SAMPLE.with(IntStream.range(0, SAMPLE.features().size())
                        .mapToObj(
                                index -> SAMPLE.features().get(SAMPLE.features().size() - 1 - index))
                        .toList())
                .withTasks(List.of(
                        SAMPLE.tasks().get(2),
                        SAMPLE.tasks().get(0),
                        SAMPLE.tasks().get(1)));
    }

    /** Two models each: the first is a part of the second, or the same in another way. */
    static Stream<Arguments> growing() {
        Stream<String> names = Stream.concat(
                SAMPLE.features().stream().map(FeatureConfig::name),
                SAMPLE.tasks().stream().map(TaskConfig::name));
        Stream<Arguments> others = Stream.of(
                Arguments.of("order", SAMPLE, reversed()),
                Arguments.of("batch size", SAMPLE, SAMPLE.withBatchSize(24)),
                Arguments.of("seed", SAMPLE, SAMPLE.withSeed(8)),
                Arguments.of("optimizer", SAMPLE, withOptimizer(SAMPLE)),
                Arguments.of("without layers", linear(without("text")), linear(SAMPLE)),
                Arguments.of(
                        "without a skip",
                        without("category").withLayers(List.of(8, 6), false),
                        SAMPLE.withLayers(List.of(8, 6), false)));
        return Stream.concat(names.map(name -> Arguments.of(name, without(name), SAMPLE)), others);
    }

    private static SampleModel withOptimizer(SampleModel model) {
        return model.with(new OptimizerConfig(OptimizerConfig.Type.FTRL, 0.05, OptimizerConfig.Type.ADAM, 0.01, 10));
    }

    private static SampleModel linear(SampleModel model) {
        return model.withLayers(List.of(), true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void whatIsNewDoesNotChangeThePredictionsAtFirst(String name, SampleModel before, SampleModel after) {
        Changelog changelog = saved(learned(before, LEARNED, Output.NOWHERE));
        Pipeline same = restored(before, changelog);
        Pipeline changed = restored(after, changelog);

        offer(same, LEARNED, LEARNED + 12, former);
        same.predictPending(former);
        offer(changed, LEARNED, LEARNED + 12, latter);
        changed.predictPending(latter);

        assertThat(changed.summary().modelVersion()).isEqualTo(LEARNED / 16);
        assertThat(changed.nextOffset("events", 0)).isEqualTo(LEARNED);
        Map<String, RecordingOutput.Prediction> predictions = latter.predictions.stream()
                .collect(Collectors.toMap(RecordingOutput.Prediction::name, prediction -> prediction));
        assertThat(former.predictions).isNotEmpty().allSatisfy(expected -> {
            RecordingOutput.Prediction prediction = Objects.requireNonNull(predictions.get(expected.name()));
            assertThat(prediction.version()).isEqualTo(expected.version());
            for (int i = 0; i < expected.values().size(); i++) {
                float value = expected.values().get(i);
                assertThat(prediction.values().get(i)).isCloseTo(value, within(1e-4f * Math.max(1, Math.abs(value))));
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void whatIsGoneIsDroppedAndWhatStaysGoesOn(String name, SampleModel after, SampleModel before) {
        Changelog changelog = saved(learned(before, LEARNED, former));
        Pipeline changed = restored(after, changelog);
        changed.saveChanges(changelog);

        offer(changed, LEARNED, LEARNED + 96, latter);

        assertThat(changed.summary().modelVersion()).isGreaterThan(LEARNED / before.batchSize());
        assertThat(changed.summary().events()).isEqualTo(LEARNED + 96);
        assertThat(latter.names())
                .containsExactlyInAnyOrderElementsOf(RecordingOutput.expectedNames(
                        EVENTS.subList(LEARNED, LEARNED + 96), after.config().tasks()));
        assertThat(latter.predictions)
                .allMatch(prediction -> prediction.values().stream().allMatch(Float::isFinite));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void theFirstSaveHoldsTheWholeModelAndNothingElse(String name, SampleModel before, SampleModel after) {
        Changelog changelog = saved(learned(before, LEARNED - 5, Output.NOWHERE));
        Pipeline changed = restored(after, changelog);
        changed.publishDue(Output.NOWHERE);
        offer(changed, LEARNED - 5, LEARNED, Output.NOWHERE);

        changed.saveChanges(changelog);

        Pipeline again = restored(after, changelog);
        assertThat(again.summary()).isEqualTo(changed.summary());
        assertThat(again.offsets()).isEqualTo(changed.offsets());
        offer(changed, LEARNED, LEARNED + 50, latter);
        offer(again, LEARNED, LEARNED + 50, former);
        assertThat(former.predictions).isEqualTo(latter.predictions);
        assertThat(saved(again).pieces())
                .containsExactlyInAnyOrderEntriesOf(saved(changed).pieces());
    }

    @Test
    void aNewBatchSizeOrSeedChangesNoWeight() {
        Pipeline model = learned(SAMPLE, LEARNED, Output.NOWHERE);
        Changelog changelog = saved(model);

        Pipeline changed = restored(SAMPLE.withBatchSize(24).withSeed(8), changelog);

        assertThat(changed.summary()).isEqualTo(model.summary());
    }

    @Test
    void whatIsNewLearns() {
        Changelog changelog = saved(learned(without("text"), LEARNED, Output.NOWHERE));
        Pipeline blind = restored(SAMPLE, changelog);
        Pipeline seeing = restored(SAMPLE, changelog);
        offer(seeing, LEARNED, LEARNED + 96, Output.NOWHERE);
        EVENTS.subList(LEARNED, LEARNED + 96).forEach(event -> {
            Event unread = event(event, EVERYTHING);
            unread.texts()[0] = null;
            blind.offer(unread, Output.NOWHERE);
        });

        assertThat(seeing.summary().weightsSha256())
                .isNotEqualTo(blind.summary().weightsSha256());
        assertThat(seeing.summary().modelVersion())
                .isEqualTo(blind.summary().modelVersion())
                .isGreaterThan(LEARNED / 16);
    }

    @Test
    void eventsThatWaitArePredictedAndLearnedByTheModelThatReadThem() {
        SampleModel after = without("mse").withBatchSize(24);
        Pipeline before = learned(SAMPLE, LEARNED + 6, former);
        before.predictPending(former);
        offer(before, LEARNED + 6, LEARNED + 11, former);
        Changelog changelog = saved(before);
        assertThat(before.hasUnpredicted()).isTrue();

        Pipeline changed = restored(after, changelog);
        assertThat(changed.hasUnpredicted()).isTrue();
        assertThat(saved(changed).pieces()).as("before the predictions are out").isEmpty();
        changed.publishDue(former);
        Changelog next = saved(changed);
        offer(changed, LEARNED + 11, LEARNED + 35, latter);

        assertThat(changed.summary().trained()).isEqualTo(LEARNED + 35);
        assertThat(former.names().stream().filter(prediction -> !prediction.endsWith(" mse")))
                .containsExactlyInAnyOrderElementsOf(RecordingOutput.expectedNames(
                        EVENTS.subList(0, LEARNED + 11), after.config().tasks()));
        assertThat(latter.names())
                .containsExactlyInAnyOrderElementsOf(RecordingOutput.expectedNames(
                        EVENTS.subList(LEARNED + 11, LEARNED + 35),
                        after.config().tasks()));
        assertThat(next.pieces()).isNotEmpty();
    }

    @Test
    void whoeverIsStoppedBeforeTheFirstSaveDoesTheSameAgain() {
        Changelog changelog = saved(learned(without("text"), LEARNED + 9, Output.NOWHERE));
        Pipeline first = restored(SAMPLE, changelog);
        first.publishDue(former);

        Pipeline second = restored(SAMPLE, changelog);
        second.publishDue(latter);

        assertThat(second.summary()).isEqualTo(first.summary());
        assertThat(latter.predictions).isEqualTo(former.predictions).isNotEmpty();
        assertThat(saved(second).pieces())
                .containsExactlyInAnyOrderEntriesOf(saved(first).pieces());
    }

    @Test
    void thePiecesOfTheFormerModelAreRemoved() {
        Changelog changelog = saved(learned(SAMPLE, LEARNED, Output.NOWHERE));
        Set<String> before = new HashSet<>(changelog.pieces().keySet());
        Pipeline changed = restored(without("category").withTasks(SAMPLE.tasks().subList(0, 1)), changelog);

        changed.saveChanges(changelog);

        before.removeAll(changelog.pieces().keySet());
        assertThat(before).as("pieces that only the former had").isNotEmpty();
        assertThat(saved(restored(without("category").withTasks(SAMPLE.tasks().subList(0, 1)), changelog))
                        .pieces())
                .isEmpty();
    }

    @Test
    void aModelGoesThereAndBackAgain() {
        Changelog changelog = saved(learned(SAMPLE, LEARNED, Output.NOWHERE));
        for (SampleModel model : List.of(without("text"), SAMPLE, without("mse"), SAMPLE)) {
            Pipeline changed = restored(model, changelog);
            changed.saveChanges(changelog);
        }

        Pipeline last = restored(SAMPLE, changelog);

        assertThat(last.summary().events()).isEqualTo(LEARNED);
        assertThat(last.summary().tasks().get("logistic"))
                .isEqualTo(restored(SAMPLE, saved(learned(SAMPLE, LEARNED, Output.NOWHERE)))
                        .summary()
                        .tasks()
                        .get("logistic"));
    }

    static Stream<Arguments> conflicting() {
        List<FeatureConfig> features = SAMPLE.features();
        return Stream.of(
                Arguments.of(
                        SAMPLE.with(with(features, 0, new FeatureConfig.Text("text", "text", 3, 38, 1))),
                        List.of(
                                "features.text.dim: 3 (expected: 2)",
                                "features.text.rows: 38 (expected: 37)",
                                "features.text.ngrams: 1 (expected: 2)")),
                Arguments.of(
                        SAMPLE.with(with(features, 1, new FeatureConfig.Vector("first", "first", 2))),
                        List.of(
                                "features.first.type: vector (expected: numeric)",
                                "features.first.size: 2 (expected: none)")),
                Arguments.of(
                        SAMPLE.with(with(features, 3, new FeatureConfig.Categorical("category", "category", 3, 12))),
                        List.of("features.category.rows: 12 (expected: 11)")),
                Arguments.of(
                        SAMPLE.withTasks(List.of(
                                new TaskConfig.Multiclass(
                                        "cross_entropy",
                                        "cross_entropy",
                                        TaskConfig.Role.MAIN,
                                        1,
                                        LossType.CROSS_ENTROPY,
                                        List.of("low", "high")),
                                new TaskConfig.Regression("mse", "mse", TaskConfig.Role.MAIN, 1, LossType.HUBER))),
                        List.of(
                                "tasks.cross_entropy.classes: [low, high] (expected: [low, middle, high])",
                                "tasks.mse.loss: huber (expected: mse)")),
                Arguments.of(
                        SAMPLE.withLayers(List.of(9), false),
                        List.of("model.layers: [9] (expected: [8])", "model.skip: false (expected: true)")));
    }

    private static List<FeatureConfig> with(List<FeatureConfig> features, int index, FeatureConfig feature) {
        FeatureConfig[] changed = features.toArray(FeatureConfig[]::new);
        changed[index] = feature;
        return Collections.unmodifiableList(Arrays.asList(changed));
    }

    @ParameterizedTest
    @MethodSource("conflicting")
    void whatCannotBeCarriedOverIsNamed(SampleModel after, List<String> conflicts) {
        Changelog changelog = saved(learned(SAMPLE, LEARNED, Output.NOWHERE));
        Pipeline changed = new Pipeline(after.config());
        changelog.restoreInto(changed::restore);

        assertThatThrownBy(changed::restored)
                .isInstanceOf(CheckpointException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(conflicts))
                .hasMessageContaining("put these settings back, forget the model with `braid run CONFIG --reset`, or");
        assertThat(saved(changed).pieces()).isEmpty();
        assertThat(changed.asSaved().summary().events()).isEqualTo(LEARNED);
    }

    @Test
    void aTornCheckpointOfAnotherConfigurationIsFoundToo() {
        for (String key :
                saved(learned(SAMPLE, LEARNED, Output.NOWHERE)).pieces().keySet()) {
            Changelog torn = saved(learned(SAMPLE, LEARNED, Output.NOWHERE));
            torn.pieces().remove(key);
            Pipeline changed = new Pipeline(without("text").config());
            torn.restoreInto(changed::restore);

            assertThatThrownBy(changed::restored).as(key).isInstanceOf(CheckpointException.class);
        }
    }
}
