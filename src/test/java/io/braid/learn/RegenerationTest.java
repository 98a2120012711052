package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.OptimizerConfig;
import io.braid.encode.Batch;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The encoder's weights go back towards their first values, and nothing else does. */
class RegenerationTest {
    private static final double RATE = 0.002;

    private static Trial trial(OptimizerConfig.Type type, double rate) {
        return new Trial(SampleModel.small().with(new OptimizerConfig(type, 0.01, type, 0.01, 10, rate)));
    }

    private static List<Batch> batches(Trial trial, int count) {
        SampleEvents events = new SampleEvents(trial.config, 1, 0.1, 0);
        return Stream.generate(() -> trial.batch(events.take(8))).limit(count).toList();
    }

    private static float[] encoder(Trial trial) {
        Layout layout = Layout.of(trial);
        return Arrays.copyOf(
                Trial.floats(trial.weights().get(0)),
                layout.layerOffset(layout.layers().size()));
    }

    private static float[] heads(Trial trial) {
        Layout layout = Layout.of(trial);
        float[] dense = Trial.floats(trial.weights().get(0));
        return Arrays.copyOfRange(dense, layout.headOffset(0, 0), dense.length);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FTRL")
    void everySixteenthUpdateTakesTheEncoderThatPartOfTheWayBack(OptimizerConfig.Type type) {
        Trial plain = trial(type, 0);
        Trial regenerated = trial(type, RATE);
        float[] first = encoder(plain);
        List<Batch> batches = batches(plain, Regeneration.INTERVAL);

        for (int i = 0; i < batches.size() - 1; i++) {
            plain.step(batches.get(i));
            regenerated.step(batches.get(i));
        }
        assertThat(encoder(regenerated)).isEqualTo(encoder(plain));
        plain.step(batches.get(batches.size() - 1));
        regenerated.step(batches.get(batches.size() - 1));

        float[] learnt = encoder(plain);
        float[] back = encoder(regenerated);
        assertThat(back).isNotEqualTo(learnt);
        for (int i = 0; i < learnt.length; i++) {
            double expected = learnt[i] + RATE * Regeneration.INTERVAL * (first[i] - learnt[i]);
            assertThat((double) back[i]).isCloseTo(expected, within(1e-6));
        }
        assertThat(heads(regenerated)).isEqualTo(heads(plain));
    }
}
