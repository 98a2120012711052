package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.CsvEvents;
import io.braid.ingest.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream with a planted ally and a planted conflict: {@code main} and {@code ally} follow the same function of the input, which
 * {@code rival} has nothing to do with, and the encoder is too narrow for both.
 */
class SharingTest {
    private static final int EVENTS = 20_000;
    private static final int NUMBERS = 16;
    private static final List<String> TASKS = List.of("main", "ally", "rival");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theAllyAndTheConflictAreNamedWithinTwentyThousandEvents(long seed) throws IOException {
        Path stream = write(seed);

        Sharing sharing = learn(stream, TASKS).sharing();

        assertThat(value(sharing.cosines(), "main", "ally")).isGreaterThan(0.1);
        assertThat(value(sharing.effects(), "ally", "main")).isPositive();
        assertThat(value(sharing.cosines(), "main", "rival")).isNegative();
        assertThat(value(sharing.effects(), "rival", "main")).isNegative();
        assertThat(sharing.groups()).containsExactly(List.of("main", "ally"), List.of("rival"));
    }

    @Test
    void theConflictIsOneSinceMainIsBetterWithoutTheRival() throws IOException {
        Path stream = write(1);

        double alone = r2(learn(stream, List.of("main", "ally")));
        double shared = r2(learn(stream, TASKS));

        assertThat(alone).isGreaterThan(shared + 0.02);
    }

    private static double value(Map<String, Map<String, Double>> pairs, String task, String other) {
        return Objects.requireNonNull(Objects.requireNonNull(pairs.get(task)).get(other));
    }

    private static double r2(Summary summary) {
        Summary.TaskSummary main = Objects.requireNonNull(summary.tasks().get("main"));
        return Objects.requireNonNull(main.scores().get("r2"));
    }

    private Summary learn(Path stream, List<String> tasks) {
        BraidConfig config = ConfigLoader.parse(document(tasks), "the test", folder);
        Pipeline pipeline = new Pipeline(config);
        try (CsvEvents events = CsvEvents.open(config, stream)) {
            for (int event = 0; event < EVENTS; event++) {
                pipeline.offer((Event) Objects.requireNonNull(events.next()), Output.NOWHERE);
            }
        }
        return pipeline.summary();
    }

    private static String document(List<String> tasks) {
        String features = IntStream.range(0, NUMBERS)
                .mapToObj(i -> "{name: x" + i + ", type: numeric}")
                .collect(Collectors.joining(", "));
        String labels = tasks.stream()
                .map(task -> "{name: " + task + ", type: regression}")
                .collect(Collectors.joining(", "));
        return "app: planted\nevents: {}\nfeatures: [" + features + "]\ntasks: [" + labels
                + "]\nmodel: {layers: [4], skip: false}\nmetrics: {gradients: 128}\n";
    }

    private Path write(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] shared = directions(random);
        double[][] other = directions(random);
        Path file = folder.resolve("stream-" + seed + ".csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            Stream<String> columns = Stream.concat(IntStream.range(0, NUMBERS).mapToObj(i -> "x" + i), TASKS.stream());
            out.println(columns.collect(Collectors.joining(",")));
            for (int event = 0; event < EVENTS; event++) {
                double[] x = DoubleStream.generate(random::nextGaussian)
                        .limit(NUMBERS)
                        .toArray();
                double function = function(shared, x);
                double[] labels = {
                    function + 0.5 * random.nextGaussian(),
                    1.5 * function + 0.5 * random.nextGaussian(),
                    function(other, x) + 0.5 * random.nextGaussian()
                };
                out.println(DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(labels))
                        .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(",")));
            }
        }
        return file;
    }

    private static double[][] directions(SplittableRandom random) {
        return Stream.generate(() -> DoubleStream.generate(random::nextGaussian)
                        .limit(NUMBERS)
                        .toArray())
                .limit(8)
                .toArray(double[][]::new);
    }

    /** A sum of bends along {@code directions}. */
    private static double function(double[][] directions, double[] x) {
        double sum = 0;
        for (int each = 0; each < directions.length; each++) {
            double along = 0;
            for (int i = 0; i < x.length; i++) {
                along += directions[each][i] * x[i];
            }
            sum += (each % 2 == 0 ? 0.5 : -0.5) * Math.tanh(along / 2);
        }
        return sum;
    }
}
