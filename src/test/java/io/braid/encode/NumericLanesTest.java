package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.ingest.Event;
import io.braid.sample.SampleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One feature after the other is the reference: what vector instructions encode must have its bits. */
class NumericLanesTest {
    private static final int EVENTS = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);

    @BeforeEach
    void needsTheVectorModule() {
        assumeThat(NumericFeatures.isVectorModulePresent()).isTrue();
    }

    private static BraidConfig config(int features) {
        List<FeatureConfig> numbers = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            numbers.add(new FeatureConfig.Numeric("x" + i, "x" + i));
        }
        return SampleModel.small().with(numbers).config();
    }

    private Event event(BraidConfig config, double[] numbers) {
        int features = numbers.length;
        double[] labels = new double[config.tasks().size()];
        return new Event(null, "id", 0, numbers, new byte[features][], new float[features][], labels);
    }

    /** Numbers of every kind that the moments tell apart: missing, constant, far out, drifting and of a new scale. */
    private double[] numbers(int features, int index) {
        double[] numbers = new double[features];
        for (int i = 0; i < features; i++) {
            double normal = random.nextGaussian();
            numbers[i] = switch (i % 7) {
                case 0 -> normal;
                case 1 -> random.nextInt(10) == 0 ? Double.NaN : 1e6 + normal;
                case 2 -> 0.1;
                case 3 -> random.nextInt(100) == 0 ? (float) (1e30 * normal) : normal;
                case 4 -> index < EVENTS / 4 ? 1e4 * normal : 1e-3 * normal;
                case 5 -> random.nextInt(2) == 0 ? 0.0 : -0.0;
                default -> index < EVENTS / 2 ? Double.NaN : 0.01 * index + normal;
            };
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 32, 37})
    void agreesWithOneFeatureAfterTheOther(int features) {
        BraidConfig config = config(features);
        Encoder fast = new Encoder(config, true);
        Encoder plain = new Encoder(config, false);
        Batch batch = new Batch(fast.shape(), 1);
        Batch expected = new Batch(plain.shape(), 1);

        for (int i = 0; i < EVENTS; i++) {
            Event event = event(config, numbers(features, i));
            fast.encode(event, batch);
            plain.encode(event, expected);
            assertThat(Examples.saved(batch::save)).isEqualTo(Examples.saved(expected::save));
            batch.clear();
            expected.clear();
        }

        assertThat(Examples.saved(fast::save)).isEqualTo(Examples.saved(plain::save));
    }

    @Test
    void takesTheUsualStepForMostEvents() {
        int features = NumericLanes.COUNT;
        MomentsTable moments = new MomentsTable(features);
        List<RobustMoments> rows = IntStream.range(0, features)
                .mapToObj(row -> new RobustMoments(moments, row))
                .toList();

        int usual = 0;
        for (int i = 0; i < 1_000; i++) {
            double[] values = random.doubles(features).toArray();
            if (NumericLanes.standardise(moments, 0, values, new double[features])) {
                usual++;
            } else {
                IntStream.range(0, features).forEach(row -> rows.get(row).add(values[row]));
            }
        }

        assertThat(usual).isBetween(950, 970);
    }
}
