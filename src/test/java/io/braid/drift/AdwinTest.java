package io.braid.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdwinTest {
    private static final double DELTA = 0.002;

    /** The paper's e_cut for parts of {@code n0} and {@code n1} numbers of {@code variance} together. */
    private static double cut(double n0, double n1, double variance, double delta) {
        double m = 1 / (1 / n0 + 1 / n1);
        double confidence = Math.log(2 / (delta / Math.log(n0 + n1)));
        return Math.sqrt(2 / m * variance * confidence) + 2 / (3 * m) * confidence;
    }

    @Test
    void holdsTheSumAndTheVarianceOfTheNumbersOfItsWindow() {
        Adwin adwin = new Adwin(DELTA);
        List<Double> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 20_000; i++) {
            // Whole multiples of 2^-10: their sums, and those of their squares, are exact.
            double value = random.nextInt(i / 4_000 % 2 == 0 ? 300 : 1024) / 1024.0;
            all.add(value);
            adwin.add(value);
            if (i % 97 == 0) {
                List<Double> window = all.subList(all.size() - (int) adwin.length(), all.size());
                double sum = window.stream().mapToDouble(each -> each).sum();
                double squares =
                        window.stream().mapToDouble(each -> each * each).sum();
                double mean = sum / window.size();
                assertThat(adwin.window().sum()).isEqualTo(sum);
                assertThat(adwin.mean()).isEqualTo(mean);
                assertThat(adwin.window().variance()).isEqualTo(squares / window.size() - mean * mean);
            }
        }
        assertThat(adwin.length()).isLessThan(all.size());
    }

    @Test
    void itsBucketsAreThePartsOfItsWindowInOrder() {
        Histogram histogram = new Histogram();
        List<Double> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);

        for (int i = 0; i < 3_000; i++) {
            double value = random.nextInt(1024) / 1024.0;
            all.add(value);
            histogram.add(value);
        }

        int at = 0;
        for (int row = histogram.rows() - 1; row >= 0; row--) {
            for (int bucket = 0; bucket < histogram.buckets(row); bucket++) {
                int end = at + (int) Histogram.size(row);
                assertThat(histogram.sum(row, bucket))
                        .isEqualTo(all.subList(at, end).stream()
                                .mapToDouble(each -> each)
                                .sum());
                at = end;
            }
        }
        assertThat(at).isEqualTo(all.size()).isEqualTo((int) histogram.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 1_000_000})
    void itsMemoryGrowsAsTheLogarithmOfItsWindow(int numbers) {
        Histogram histogram = new Histogram();

        for (int i = 0; i < numbers; i++) {
            histogram.add(0.5);
        }

        int buckets = 0;
        for (int row = 0; row < histogram.rows(); row++) {
            buckets += histogram.buckets(row);
            assertThat(histogram.buckets(row)).isLessThanOrEqualTo(Histogram.BUCKETS);
        }
        double bound = Histogram.BUCKETS * (Math.log((double) numbers / Histogram.BUCKETS + 1) / Math.log(2) + 1);
        assertThat(histogram.count()).isEqualTo(numbers);
        assertThat((double) buckets).isLessThanOrEqualTo(bound);
    }

    @Test
    void cutsWhereThePlainSearchOverAllItsBoundariesCuts() {
        Adwin adwin = new Adwin(0.05);
        Histogram plain = new Histogram();
        SplittableRandom random = new SplittableRandom(3);
        int cuts = 0;

        for (int i = 1; i <= 50_000; i++) {
            double value = random.nextDouble() < (i / 3_000 % 2 == 0 ? 0.2 : 0.35) ? 1 : 0;
            adwin.add(value);
            plain.add(value);
            while (i % Adwin.INTERVAL == 0 && hasPlainCut(plain, 0.05)) {
                plain.dropOldest();
                cuts++;
            }
            assertThat(adwin.length()).isEqualTo(plain.count());
        }
        assertThat(cuts).isPositive();
    }

    private static boolean hasPlainCut(Histogram histogram, double delta) {
        double n0 = 0;
        double sum0 = 0;
        for (int row = histogram.rows() - 1; row >= 0; row--) {
            for (int bucket = 0; bucket < histogram.buckets(row); bucket++) {
                n0 += Histogram.size(row);
                sum0 += histogram.sum(row, bucket);
                double n1 = histogram.count() - n0;
                double gap = Math.abs(sum0 / n0 - (histogram.sum() - sum0) / n1);
                if (n1 > 0 && gap > cut(n0, n1, histogram.variance(), delta)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The theorem: a change is found once e_cut is at most half of it, but for a probability of delta. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.6})
    void findsARiseAsSoonAsTheTheorySays(double rise) {
        int before = 5_000;
        int streams = 200;
        double variance = 0.25;
        int latest = 1;
        while (cut(before, latest, variance, DELTA) > rise / 2) {
            latest++;
        }
        latest += Adwin.INTERVAL;

        int late = 0;
        double sum = 0;
        for (int stream = 0; stream < streams; stream++) {
            int delay = delay(new Adwin(DELTA), stream, before, 0.2, 0.2 + rise, 20 * latest);
            sum += delay;
            late += delay > latest ? 1 : 0;
        }

        assertThat(late).as("of %s streams", streams).isLessThanOrEqualTo(2);
        assertThat(sum / streams).isLessThan(latest);
    }

    /** Numbers from the rise to the alarm; {@code most} if there is none until then. */
    static int delay(DriftDetector detector, long seed, int before, double mean, double then, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < before; i++) {
            detector.add(random.nextDouble() < mean ? 1 : 0);
        }
        for (int i = 1; i < most; i++) {
            if (detector.add(random.nextDouble() < then ? 1 : 0)) {
                return i;
            }
        }
        return most;
    }

    @Test
    void itsMeanFollowsTheNewOneAfterARise() {
        Adwin adwin = new Adwin(DELTA);

        delay(adwin, 4, 10_000, 0.1, 0.5, 3_000);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            adwin.add(random.nextDouble() < 0.5 ? 1 : 0);
        }

        assertThat(adwin.mean()).isCloseTo(0.5, within(0.05));
    }
}
