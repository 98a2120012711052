package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BraidConfig;
import io.braid.config.OptimizerConfig;
import io.braid.config.PredictionsConfig;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import io.braid.topology.RecordingOutput.Prediction;
import io.braid.topology.RecordingOutput.Window;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final int BATCH = 16;
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

    @Test
    void batchesAreCutByCountAlone() {
        Pipeline pipeline = new Pipeline(config);

        for (int i = 0; i < EVENTS; i++) {
            pipeline.offer(events.get(i), output);
            if (i % 5 == 0) {
                pipeline.predictPending(output);
            }
            int batches = (i + 1) / BATCH;
            Summary summary = pipeline.summary();
            assertThat(summary.events()).isEqualTo(i + 1);
            assertThat(summary.batches()).isEqualTo(batches);
            assertThat(summary.trained()).isEqualTo((long) batches * BATCH);
            assertThat(summary.modelVersion()).isEqualTo(batches);
        }
    }

    @Test
    void everyEventIsPredictedOncePerTaskAndInOrder() {
        Pipeline pipeline = new Pipeline(config);

        offer(pipeline, events, output);

        int whole = EVENTS / BATCH * BATCH;
        assertThat(output.names())
                .containsExactlyElementsOf(RecordingOutput.expectedNames(events.subList(0, whole), config.tasks()));
        assertThat(pipeline.hasUnpredicted()).isTrue();
        pipeline.predictPending(output);
        pipeline.predictPending(output);
        assertThat(pipeline.hasUnpredicted()).isFalse();
        assertThat(output.names()).containsExactlyElementsOf(RecordingOutput.expectedNames(events, config.tasks()));
    }

    @Test
    void aPredictionCarriesItsEventsKeyTimeAndTheModelsVersion() {
        Pipeline pipeline = new Pipeline(config);

        offer(pipeline, events, output);

        for (int i = 0; i < output.predictions.size(); i++) {
            Prediction prediction = output.predictions.get(i);
            int index = i / config.tasks().size();
            byte[] key = events.get(index).key();
            assertThat(prediction.eventTime()).isEqualTo(events.get(index).timestamp());
            assertThat(prediction.version()).isEqualTo(index / BATCH);
            if (key == null) {
                assertThat(prediction.key()).isNull();
            } else {
                assertThat(prediction.key()).hasSize(key.length);
            }
        }
        assertThat(output.predictions).anyMatch(prediction -> prediction.key() == null);
    }

    @Test
    void predictingEarlyChangesNeitherWeightsNorScoresNorPredictions() {
        Pipeline plain = new Pipeline(config);
        Pipeline impatient = new Pipeline(config);
        RecordingOutput early = new RecordingOutput();
        SplittableRandom random = new SplittableRandom(2);

        for (Event event : events) {
            plain.offer(event, output);
            impatient.offer(event, early);
            if (random.nextInt(3) == 0) {
                impatient.predictPending(early);
            }
        }
        plain.predictPending(output);
        impatient.predictPending(early);

        assertThat(impatient.summary()).isEqualTo(plain.summary());
        assertThat(early.windows).isEqualTo(output.windows);
        assertThat(early.names()).isEqualTo(output.names());
        RecordingOutput.assertSame(early.predictions, output.predictions);
    }

    @Test
    void eventsWithoutLabelsArePredictedAndMoveNothing() {
        Pipeline pipeline = new Pipeline(config);
        offer(pipeline, events.subList(0, 4 * BATCH), output);
        String digest = pipeline.summary().weightsSha256();
        List<Event> unlabelled = new SampleEvents(config, 3, 0.1, 1).take(4 * BATCH);
        RecordingOutput unlabelledOutput = new RecordingOutput();

        offer(pipeline, unlabelled, unlabelledOutput);

        assertThat(unlabelledOutput.names())
                .containsExactlyElementsOf(RecordingOutput.expectedNames(unlabelled, config.tasks()));
        Summary summary = pipeline.summary();
        assertThat(summary.weightsSha256()).isEqualTo(digest);
        assertThat(summary.modelVersion()).isEqualTo(4);
        assertThat(summary.batches()).isEqualTo(8);
    }

    @Test
    void aPredictionNeverSawItsOwnLabel() {
        Pipeline pipeline = new Pipeline(config);
        Pipeline told = new Pipeline(config);
        RecordingOutput toldOutput = new RecordingOutput();
        List<Event> past = events.subList(0, 3 * BATCH);
        List<Event> next = new SampleEvents(config, 4, 0, 1).take(BATCH);
        offer(pipeline, past, output);
        offer(told, past, toldOutput);

        offer(pipeline, next, output);
        offer(told, next.stream().map(event -> withLabels(event, 1, 2, 1e3)).toList(), toldOutput);

        int first = 3 * BATCH * config.tasks().size();
        for (int i = 0; i < first + 2; i++) {
            assertThat(toldOutput.predictions.get(i)).isEqualTo(output.predictions.get(i));
        }
        for (int i = first; i < output.predictions.size(); i++) {
            if (!output.predictions.get(i).task().equals("mse")) {
                assertThat(toldOutput.predictions.get(i)).isEqualTo(output.predictions.get(i));
            }
        }
        assertThat(toldOutput.predictions.get(first + SampleModel.REGRESSION))
                .as("the first regression of the batch; the later ones know the unit of the labels before them")
                .isEqualTo(output.predictions.get(first + SampleModel.REGRESSION));
    }

    @Test
    void theIntervalScoresAreThoseOfTheIntervalsThatCameOut() {
        Pipeline pipeline = new Pipeline(config);
        offer(pipeline, events.subList(0, 8 * BATCH), output);

        int held = 0;
        int count = 0;
        for (int i = 0; i < 8 * BATCH; i++) {
            double label = events.get(i).labels()[SampleModel.REGRESSION];
            List<Float> values =
                    output.predictions.get(i * 3 + SampleModel.REGRESSION).values();
            assertThat(values).hasSize(3);
            if (!Double.isNaN(label) && !Float.isNaN(values.get(1))) {
                count++;
                held += values.get(1) <= label && label <= values.get(2) ? 1 : 0;
            }
        }
        assertThat(Objects.requireNonNull(pipeline.summary().tasks().get("mse")).scores())
                .containsEntry("coverage", (double) held / count)
                .containsKey("interval_width");
    }

    @Test
    void calibrationMovesNoWeight() {
        BraidConfig plain = config.withPredictions(new PredictionsConfig(PredictionsConfig.Topics.PER_TASK, false, 0));
        Pipeline calibrated = new Pipeline(config);
        Pipeline uncalibrated = new Pipeline(plain);

        offer(calibrated, events, output);
        RecordingOutput plainOutput = new RecordingOutput();
        offer(uncalibrated, events, plainOutput);

        assertThat(calibrated.summary().weightsSha256())
                .isEqualTo(uncalibrated.summary().weightsSha256());
        assertThat(plainOutput.predictions.get(SampleModel.REGRESSION).values()).hasSize(1);
    }

    private static Event withLabels(Event event, double... labels) {
        return new Event(
                event.key(), event.id(), event.timestamp(), event.numbers(), event.texts(), event.vectors(), labels);
    }

    @Test
    void theSummaryCountsLabelsAndScoresAllEventsThoseThatWaitIncluded() {
        Pipeline pipeline = new Pipeline(config);
        pipeline.halfAt(100);

        offer(pipeline, events, output);

        Summary summary = pipeline.summary();
        assertThat(summary.tasks().keySet()).containsExactly("logistic", "cross_entropy", "mse");
        for (int task = 0; task < config.tasks().size(); task++) {
            int index = task;
            Summary.TaskSummary about = Objects.requireNonNull(
                    summary.tasks().get(config.tasks().get(task).name()));
            assertThat(about.type()).isEqualTo(config.tasks().get(task).type());
            assertThat(about.labelled())
                    .isEqualTo(events.stream()
                            .filter(event -> !Double.isNaN(event.labels()[index]))
                            .count());
            assertThat(about.scores()).isNotEmpty().isNotEqualTo(about.secondHalf());
            assertThat(about.secondHalf().keySet()).isEqualTo(about.scores().keySet());
        }
    }

    @Test
    void scoresAreThoseOfThePredictionsThatCameOut() {
        Pipeline pipeline = new Pipeline(config);
        offer(pipeline, events.subList(0, 8 * BATCH), output);

        Summary.TaskSummary about =
                Objects.requireNonNull(pipeline.summary().tasks().get("mse"));

        double squares = 0;
        int count = 0;
        boolean first = true;
        for (int i = 0; i < 8 * BATCH; i++) {
            double label = events.get(i).labels()[SampleModel.REGRESSION];
            if (!Double.isNaN(label)) {
                float value = output.predictions
                        .get(i * 3 + SampleModel.REGRESSION)
                        .values()
                        .get(0);
                if (!first) {
                    squares += (value - label) * (value - label);
                    count++;
                }
                first = false;
            }
        }
        assertThat(about.labelled()).isEqualTo(count + 1);
        assertThat(about.scores().get("rmse")).isCloseTo(Math.sqrt(squares / count), within(1e-6));
    }

    @Test
    void askingForTheSummaryChangesNoState() {
        Pipeline asked = new Pipeline(config);
        Pipeline plain = new Pipeline(config);
        RecordingOutput askedOutput = new RecordingOutput();
        for (Event event : events) {
            plain.offer(event, output);
            asked.offer(event, askedOutput);
            asked.summary();
            assertThat(asked.summary()).isEqualTo(asked.summary());
        }

        assertThat(askedOutput.predictions).isEqualTo(output.predictions);
        assertThat(askedOutput.windows).isEqualTo(output.windows);
        assertThat(saved(asked).pieces()).containsExactlyEntriesOf(saved(plain).pieces());
    }

    @Test
    void rejectedRecordsAreCountedAndChangeNoWeight() {
        Pipeline pipeline = new Pipeline(config);
        Pipeline clean = new Pipeline(config);
        offer(clean, events, new RecordingOutput());
        SplittableRandom random = new SplittableRandom(5);
        int rejects = 0;

        for (Event event : events) {
            while (random.nextInt(4) == 0) {
                pipeline.rejected();
                rejects++;
            }
            pipeline.offer(event, output);
        }

        Summary summary = pipeline.summary();
        assertThat(rejects).isPositive();
        assertThat(summary.rejected()).isEqualTo(rejects);
        assertThat(summary.events()).isEqualTo(EVENTS + rejects).isEqualTo(pipeline.events());
        assertThat(summary.trained()).isEqualTo(clean.summary().trained());
        assertThat(summary.weightsSha256()).isEqualTo(clean.summary().weightsSha256());
        assertThat(summary.tasks()).isEqualTo(clean.summary().tasks());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 40, 1_000})
    void windowsFollowOneAnotherAndEndWhereABatchDoes(int window) {
        BraidConfig windowed = SampleModel.small().withWindow(window).config();
        Pipeline pipeline = new Pipeline(windowed);

        offer(pipeline, events, output);

        int length = (window + BATCH - 1) / BATCH * BATCH;
        int tasks = windowed.tasks().size();
        assertThat(output.windows).hasSize(EVENTS / length * tasks);
        for (int i = 0; i < output.windows.size(); i++) {
            Window each = output.windows.get(i);
            int from = i / tasks * length;
            int task = i % tasks;
            assertThat(each.task()).isEqualTo(windowed.tasks().get(task).name());
            assertThat(each.fromEvent()).isEqualTo(from);
            assertThat(each.toEvent()).isEqualTo(from + length);
            assertThat(each.version()).isEqualTo((from + length) / BATCH - 1);
            assertThat(each.labelled())
                    .isEqualTo(events.subList(from, from + length).stream()
                            .filter(event -> !Double.isNaN(event.labels()[task]))
                            .count());
        }
    }

    @Test
    void batchesThatAreNotFiniteAreCountedAndTheirEventsPredicted() {
        BraidConfig steep = SampleModel.small()
                .withOptimizer(OptimizerConfig.Type.SGD, 1e25)
                .config();
        Pipeline pipeline = new Pipeline(steep);

        offer(pipeline, events, output);

        Summary summary = pipeline.summary();
        assertThat(summary.skippedBatches()).isPositive().isEqualTo(pipeline.skippedBatches());
        assertThat(summary.batches()).isEqualTo(EVENTS / BATCH);
        assertThat(summary.modelVersion()).isEqualTo(summary.batches() - summary.skippedBatches());
        assertThat(output.names()).hasSize(EVENTS / BATCH * BATCH * 3).doesNotHaveDuplicates();
    }
}
