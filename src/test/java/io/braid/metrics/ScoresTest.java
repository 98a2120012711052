package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.TaskConfig;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of scores promises. */
class ScoresTest {
    static List<TaskConfig> tasks() {
        return Tasks.ALL;
    }

    @Test
    void everyKindIsTestedHere() {
        Stream<Class<?>> tested = tasks().stream().map(task -> Scores.of(task).getClass());

        assertThat(tested).containsExactlyInAnyOrder(Scores.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void goesOnFromSavedBytesAsIfNothingHadHappened(TaskConfig task) throws IOException {
        Scores uninterrupted = Scores.of(task);
        addSome(uninterrupted, task, new SplittableRandom(5), 1000);
        Scores restored = Scores.of(task);
        addSome(restored, task, new SplittableRandom(99), 500);

        SaveAndLoad.load(SaveAndLoad.save(uninterrupted::save), restored::load);
        addSome(uninterrupted, task, new SplittableRandom(6), 1000);
        addSome(restored, task, new SplittableRandom(6), 1000);

        assertThat(restored.count()).isEqualTo(2000).isEqualTo(uninterrupted.count());
        assertThat(restored.values()).isEqualTo(uninterrupted.values());
        assertThat(SaveAndLoad.save(restored::save)).isEqualTo(SaveAndLoad.save(uninterrupted::save));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void isSavedInFewBytes(TaskConfig task) throws IOException {
        Scores scores = Scores.of(task);
        int empty = SaveAndLoad.save(scores::save).length;

        addSome(scores, task, new SplittableRandom(3), 100_000);

        assertThat(empty).isLessThan(64);
        assertThat(SaveAndLoad.save(scores::save)).hasSizeLessThan(8192);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void forgetsEverythingOnReset(TaskConfig task) throws IOException {
        Scores scores = Scores.of(task);
        byte[] fresh = SaveAndLoad.save(scores::save);
        addSome(scores, task, new SplittableRandom(4), 100);

        scores.reset();

        assertThat(scores.count()).isZero();
        assertThat(scores.values()).isEmpty();
        assertThat(SaveAndLoad.save(scores::save)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void givesValuesThatCanNotBeChanged(TaskConfig task) {
        Scores scores = Scores.of(task);
        addSome(scores, task, new SplittableRandom(4), 100);

        assertThatThrownBy(() -> scores.values().put("auc", 1.0)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void addSome(Scores scores, TaskConfig task, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            scores.add(Tasks.label(task, random), Tasks.prediction(task, random));
        }
    }
}
