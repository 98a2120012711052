package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.TaskConfig;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressiveScoreTest {
    private static final long NO_HALF = Long.MAX_VALUE;

    static List<TaskConfig> tasks() {
        return Tasks.ALL;
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void splitsTheStreamAtTheBoundaryAndAtTheWindows(TaskConfig task) {
        ProgressiveScore score = new ProgressiveScore(task, 60);
        Scores all = Scores.of(task);
        Scores fromSixty = Scores.of(task);
        Scores lastThirty = Scores.of(task);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 100; i++) {
            double label = Tasks.label(task, random);
            float[] prediction = Tasks.prediction(task, random);
            score.add(i, label, prediction);
            all.add(label, prediction);
            if (i >= 60) {
                fromSixty.add(label, prediction);
            }
            if (i >= 70) {
                lastThirty.add(label, prediction);
            }
            if (i == 34 || i == 69) {
                score.closeWindow();
            }
        }

        assertThat(score.total().values()).isEqualTo(all.values());
        assertThat(score.secondHalf().values()).isEqualTo(fromSixty.values());
        assertThat(score.window().values()).isEqualTo(lastThirty.values());
        assertThat(score.total().count()).isEqualTo(100);
        assertThat(score.secondHalf().count()).isEqualTo(40);
        assertThat(score.window().count()).isEqualTo(30);
    }

    @Test
    void ignoresEventsWithoutALabel() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, 0);

        score.add(0, Double.NaN, new float[] {0.5f});

        assertThat(score.total().count()).isZero();
        assertThat(score.secondHalf().count()).isZero();
        assertThat(score.window().count()).isZero();
        assertThat(score.nonFinite()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void countsPredictionsThatAreNoNumbersAndGoesOnWithoutThem(float broken) {
        ProgressiveScore score = new ProgressiveScore(Tasks.MULTICLASS, 0);
        Scores sound = Scores.of(Tasks.MULTICLASS);
        float[] prediction = {0.5f, 0.25f, 0.25f};
        sound.add(0, prediction);

        score.add(0, 2, new float[] {0.5f, 0.5f, broken});
        score.add(1, 0, prediction);

        assertThat(score.nonFinite()).isEqualTo(1);
        assertThat(score.total().values()).isEqualTo(sound.values());
        assertThat(score.secondHalf().values()).isEqualTo(sound.values());
        assertThat(score.window().values()).isEqualTo(sound.values());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void goesOnFromSavedBytesAsIfNothingHadHappened(TaskConfig task) throws IOException {
        ProgressiveScore uninterrupted = new ProgressiveScore(task, 150);
        SplittableRandom random = new SplittableRandom(8);
        addSome(uninterrupted, task, random, 0, 200);
        uninterrupted.add(200, 0, new float[] {Float.NaN, Float.NaN, Float.NaN});
        ProgressiveScore restored = new ProgressiveScore(task, NO_HALF);

        SaveAndLoad.load(SaveAndLoad.save(uninterrupted::save), restored::load);
        addSome(uninterrupted, task, new SplittableRandom(9), 201, 400);
        addSome(restored, task, new SplittableRandom(9), 201, 400);

        assertThat(restored.halfAt()).isEqualTo(150);
        assertThat(restored.nonFinite()).isEqualTo(1);
        assertThat(restored.secondHalf().count()).isEqualTo(50 + 199);
        assertThat(SaveAndLoad.save(restored::save)).isEqualTo(SaveAndLoad.save(uninterrupted::save));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void copiesWithoutTouchingTheOriginal(TaskConfig task) throws IOException {
        ProgressiveScore score = new ProgressiveScore(task, 5);
        addSome(score, task, new SplittableRandom(8), 0, 10);
        byte[] before = SaveAndLoad.save(score::save);

        ProgressiveScore copy = score.copy();
        byte[] copied = SaveAndLoad.save(copy::save);
        addSome(copy, task, new SplittableRandom(9), 10, 20);
        copy.closeWindow();
        copy.halfAt(50);

        assertThat(copied).isEqualTo(before);
        assertThat(copy.total().count()).isEqualTo(20);
        assertThat(SaveAndLoad.save(score::save)).isEqualTo(before);
    }

    @Test
    void startsTheSecondHalfAnewAtALaterBoundary() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, 50);
        addSome(score, Tasks.BINARY, new SplittableRandom(1), 0, 100);

        score.halfAt(150);
        addSome(score, Tasks.BINARY, new SplittableRandom(2), 100, 200);

        assertThat(score.halfAt()).isEqualTo(150);
        assertThat(score.secondHalf().count()).isEqualTo(50);
        assertThat(score.total().count()).isEqualTo(200);
    }

    @Test
    void keepsTheSecondHalfWhenTheSameBoundaryIsSetAgain() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, 50);
        addSome(score, Tasks.BINARY, new SplittableRandom(1), 0, 100);

        score.halfAt(50);

        assertThat(score.halfAt()).isEqualTo(50);
        assertThat(score.secondHalf().count()).isEqualTo(50);
    }

    @Test
    void keepsABoundaryThatIsNearerToTheWantedOneThanTheNextEventIs() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, 50);
        addSome(score, Tasks.BINARY, new SplittableRandom(1), 0, 100);

        score.halfAt(60);

        assertThat(score.halfAt()).isEqualTo(50);
        assertThat(score.secondHalf().count()).isEqualTo(50);
    }

    @Test
    void startsTheSecondHalfAtTheNextEventWhenThatIsNearest() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, 50);
        addSome(score, Tasks.BINARY, new SplittableRandom(1), 0, 100);

        score.halfAt(90);

        assertThat(score.halfAt()).isEqualTo(100);
        assertThat(score.secondHalf().count()).isZero();
    }

    @Test
    void startsTheSecondHalfAtTheNextEventWhenThereWasNoneBefore() {
        ProgressiveScore score = new ProgressiveScore(Tasks.BINARY, NO_HALF);
        addSome(score, Tasks.BINARY, new SplittableRandom(1), 0, 100);

        score.halfAt(60);

        assertThat(score.halfAt()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void forgetsEveryEventOnReset(TaskConfig task) throws IOException {
        ProgressiveScore score = new ProgressiveScore(task, 5);
        byte[] fresh = SaveAndLoad.save(score::save);
        addSome(score, task, new SplittableRandom(8), 0, 10);
        score.add(10, 0, new float[] {Float.NaN, Float.NaN, Float.NaN});

        score.reset();

        assertThat(SaveAndLoad.save(score::save)).isEqualTo(fresh);
    }

    @Test
    void refusesANegativeBoundary() {
        assertThatThrownBy(() -> new ProgressiveScore(Tasks.BINARY, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 (expected: an event's index, at least 0)");
    }

    private static void addSome(ProgressiveScore score, TaskConfig task, SplittableRandom random, int from, int to) {
        for (int i = from; i < to; i++) {
            score.add(i, Tasks.label(task, random), Tasks.prediction(task, random));
        }
    }
}
