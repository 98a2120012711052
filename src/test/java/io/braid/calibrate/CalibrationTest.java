package io.braid.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.LossType;
import io.braid.config.PredictionsConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.learn.Learner;
import io.braid.learn.Predictions;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final Course course = new Course(SampleModel.small().config());

    /** A model and its calibration that learn from seeded events. */
    private static final class Course {
        private final BraidConfig config;
        private final Encoder encoder;
        private final Batch batch;
        private final Learner learner;
        private final Predictions predictions;
        private final SampleEvents events;
        private Calibration calibration;

        Course(BraidConfig config) {
            this.config = config;
            encoder = new Encoder(config);
            batch = new Batch(encoder.shape(), config.batch().size());
            learner = new Learner(config, encoder.shape());
            predictions = learner.predictions(config.batch().size());
            events = new SampleEvents(config, 1, 0.3, 0.3);
            calibration = new Calibration(config);
        }

        void take(int count) {
            events.take(count).forEach(event -> encoder.encode(event, batch));
        }

        void learn() {
            encoder.targets(batch);
            learner.step(batch, predictions);
            calibration.adjust(batch, 0, predictions);
            calibration.learn(batch);
            batch.clear();
        }

        void learnBatches(int count) {
            for (int i = 0; i < count; i++) {
                take(batch.capacity());
                learn();
            }
        }

        float[] published(int example, int task) {
            return calibration.of(example, task);
        }
    }

    private static byte[] saved(Calibration calibration) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        calibration.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Calibration loaded(BraidConfig config, byte[] bytes) throws IOException {
        Calibration calibration = new Calibration(config);
        calibration.load(new DataInputStream(new ByteArrayInputStream(bytes)));
        return calibration;
    }

    @Test
    void savedAndLoadedItGoesOnToTheBit() throws IOException {
        Course stopped = new Course(course.config);
        course.learnBatches(20);
        stopped.learnBatches(20);

        stopped.calibration = loaded(course.config, saved(stopped.calibration));
        course.learnBatches(20);
        stopped.learnBatches(20);

        assertThat(saved(stopped.calibration)).isEqualTo(saved(course.calibration));
    }

    @Test
    void whatIsAskedForEarlyIsWhatIsPublishedInTime() {
        course.learnBatches(20);
        course.take(5);
        course.learner.predict(course.batch, 0, course.predictions);
        course.calibration.adjust(course.batch, 0, course.predictions);
        float[][] early = {course.published(2, 0), course.published(2, 1), course.published(2, 2)};

        course.take(course.batch.capacity() - 5);
        course.learn();

        for (int task = 0; task < early.length; task++) {
            assertThat(course.published(2, task)).as("task %d", task).containsExactly(early[task]);
        }
    }

    @Test
    void labelsOfABatchChangeNothingThatIsPublishedOfIt() throws IOException {
        course.learnBatches(20);
        course.take(course.batch.capacity());
        course.learner.predict(course.batch, 0, course.predictions);
        course.calibration.adjust(course.batch, 0, course.predictions);
        byte[] before = saved(course.calibration);
        float[] published = course.published(15, SampleModel.REGRESSION);

        course.calibration.learn(course.batch);

        assertThat(course.published(15, SampleModel.REGRESSION)).containsExactly(published);
        assertThat(saved(course.calibration)).isNotEqualTo(before);
    }

    @Test
    void resetItIsAsNew() throws IOException {
        course.learnBatches(20);

        course.calibration.reset();

        assertThat(saved(course.calibration)).isEqualTo(saved(new Calibration(course.config)));
    }

    @Test
    void tasksThatStayKeepWhatWasLearntWhereverTheyStand() throws IOException {
        List<TaskConfig> tasks = List.of(
                SampleModel.EVERY_TASK.get(SampleModel.REGRESSION),
                SampleModel.task(LossType.HUBER, 1),
                SampleModel.EVERY_TASK.get(SampleModel.BINARY));
        course.learnBatches(20);
        Calibration other = new Calibration(SampleModel.small().withTasks(tasks).config());

        other.carryOver(course.calibration);

        Calibration back = new Calibration(course.config);
        back.carryOver(other);
        Calibration withoutClasses = loaded(course.config, saved(course.calibration));
        withoutClasses.carryOver(loaded(
                SampleModel.small()
                        .withTasks(List.of(SampleModel.EVERY_TASK.get(0), SampleModel.EVERY_TASK.get(2)))
                        .config(),
                saved(course.calibration)));
        assertThat(saved(back)).isEqualTo(saved(withoutClasses)).isNotEqualTo(saved(new Calibration(course.config)));
    }

    @Test
    void anotherLevelStartsAnewAndLeavesTheProbabilitiesAsTheyWere() throws IOException {
        course.learnBatches(20);
        BraidConfig wider = course.config.withPredictions(
                new PredictionsConfig(course.config.predictions().topics(), true, 0.5));

        Calibration calibration = loaded(wider, saved(course.calibration));

        assertThat(saved(loaded(course.config, saved(calibration))))
                .isNotEqualTo(saved(course.calibration))
                .isNotEqualTo(saved(new Calibration(course.config)));
    }

    @Test
    void switchedOffItPublishesWhatTheModelPredicts() {
        BraidConfig off = course.config.withPredictions(
                new PredictionsConfig(course.config.predictions().topics(), false, 0));
        Course plain = new Course(off);
        plain.learnBatches(20);
        plain.take(3);
        plain.learner.predict(plain.batch, 0, plain.predictions);

        plain.calibration.adjust(plain.batch, 0, plain.predictions);

        for (int task = 0; task < 3; task++) {
            assertThat(plain.published(1, task)).containsExactly(plain.predictions.of(1, task));
        }
    }
}
