package io.braid.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every detector must do. */
class DriftDetectorTest {
    private static final double DELTA = 0.002;
    private static final int STREAMS = 200;
    private static final int LENGTH = 10_000;

    private static final List<DoubleFunction<DriftDetector>> UNDER_TEST = List.of(Adwin::new, PageHinkley::new);

    static List<DoubleFunction<DriftDetector>> underTest() {
        return UNDER_TEST;
    }

    @Test
    void everyPermittedDetectorIsUnderTest() {
        assertThat(UNDER_TEST.stream().<Class<?>>map(each -> each.apply(DELTA).getClass()))
                .containsExactlyInAnyOrder(DriftDetector.class.getPermittedSubclasses());
    }

    /** Alarms on streams of zeros and ones, or of evenly spread numbers, whose mean stays. */
    private static long falseAlarms(DoubleFunction<DriftDetector> made, double delta) {
        long alarms = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            SplittableRandom random = new SplittableRandom(stream);
            double mean = (stream / 2 + 0.5) / (STREAMS / 2);
            DriftDetector detector = made.apply(delta);
            for (int i = 0; i < LENGTH; i++) {
                double ones = random.nextDouble() < mean ? 1 : 0;
                double value = stream % 2 == 0 ? ones : mean * random.nextDouble();
                alarms += detector.add(value) ? 1 : 0;
            }
        }
        return alarms;
    }

    @ParameterizedTest
    @MethodSource("underTest")
    void alarmsLessOftenThanStatedWhileTheMeanStays(DoubleFunction<DriftDetector> made) {
        for (double delta : new double[] {1e-4, DELTA, 0.05}) {
            long alarms = falseAlarms(made, delta);

            assertThat(alarms / (double) (STREAMS * LENGTH))
                    .as("delta %s", delta)
                    .isLessThanOrEqualTo(delta);
        }
    }

    @ParameterizedTest
    @MethodSource("underTest")
    void tellsOfARiseOnceAndOfNoFall(DoubleFunction<DriftDetector> made) {
        DriftDetector detector = made.apply(DELTA);
        SplittableRandom random = new SplittableRandom(1);

        long[] alarms = Stream.of(0.2, 0.6, 0.1, 0.5)
                .mapToLong(mean -> {
                    long told = 0;
                    for (int i = 0; i < 5_000; i++) {
                        told += detector.add(mean + 0.1 * (random.nextDouble() - 0.5)) ? 1 : 0;
                    }
                    return told;
                })
                .toArray();

        assertThat(alarms).containsExactly(0, 1, 0, 1);
    }

    @ParameterizedTest
    @MethodSource("underTest")
    void goesOnFromWhatWasSavedToTheBit(DoubleFunction<DriftDetector> made) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        DriftDetector detector = made.apply(DELTA);
        for (int stop = 0; stop < 40; stop++) {
            DriftDetector copy = made.apply(DELTA);
            copy.add(0.5);
            copy.load(new DataInputStream(new ByteArrayInputStream(saved(detector))));

            int more = random.nextInt(1000);
            double mean = random.nextDouble();
            for (int i = 0; i < more; i++) {
                double value = random.nextDouble() < mean ? random.nextDouble() : 0;
                assertThat(copy.add(value)).isEqualTo(detector.add(value));
            }

            assertThat(saved(copy)).isEqualTo(saved(detector));
        }
    }

    @ParameterizedTest
    @MethodSource("underTest")
    void isAsNewAfterAReset(DoubleFunction<DriftDetector> made) throws IOException {
        DriftDetector detector = made.apply(DELTA);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            detector.add(random.nextDouble());
        }

        detector.reset();

        assertThat(saved(detector)).isEqualTo(saved(made.apply(DELTA)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesNumbersOutOfBoundsAndStaysAsItIs(double value) throws IOException {
        for (DoubleFunction<DriftDetector> made : UNDER_TEST) {
            DriftDetector detector = made.apply(DELTA);

            assertThatThrownBy(() -> detector.add(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(value + " (expected: from 0 to 1)");

            assertThat(saved(detector)).isEqualTo(saved(made.apply(DELTA)));
        }
    }

    private static byte[] saved(DriftDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
