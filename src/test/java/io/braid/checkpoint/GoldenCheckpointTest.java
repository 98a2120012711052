package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint of format version 1, as it was written once: it must be readable for ever.
 *
 * <p>{@code -Dbraid.golden.update=true} writes it anew, which is right only as long as the version was never released.
 * Its folder holds a file per piece, named by the piece's key, and what the model said of itself and predicted then.
 */
class GoldenCheckpointTest {
    private static final Path FOLDER = Path.of("src/test/resources/checkpoints/v1");
    private static final Path EXPECTED = FOLDER.resolve("expected.txt");

    private static final BraidConfig CONFIG = SampleModel.small().config();
    private static final List<Event> EVENTS = new SampleEvents(CONFIG, 1, 0.1, 0.2).take(150);

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("braid.golden.update")) {
            Pipeline pipeline = new Pipeline(CONFIG);
            EVENTS.forEach(event -> pipeline.offer(event, new Predictions()));
            pipeline.nextOffset("events", 0, EVENTS.size());
            Changelog changelog = new Changelog();
            pipeline.saveChanges(changelog);
            Files.createDirectories(FOLDER);
            for (Path stale : pieces()) {
                Files.delete(stale);
            }
            for (Map.Entry<String, byte[]> piece : changelog.pieces().entrySet()) {
                Files.write(FOLDER.resolve(piece.getKey() + ".bin"), piece.getValue());
            }
            Files.write(EXPECTED, described(pipeline));
        }
    }

    /** The summary, then the predictions of the events that wait. */
    private static List<String> described(Pipeline pipeline) {
        Summary summary = pipeline.summary();
        List<String> lines = new ArrayList<>();
        lines.add("weights " + summary.weightsSha256());
        lines.add("events " + summary.events() + ", trained " + summary.trained() + ", version "
                + summary.modelVersion() + ", offsets " + pipeline.offsets());
        Predictions predictions = new Predictions();
        pipeline.predictPending(predictions);
        lines.addAll(predictions.lines);
        return lines;
    }

    private static List<Path> pieces() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
    }

    private static Pipeline golden() throws IOException {
        Pipeline pipeline = new Pipeline(CONFIG);
        for (Path piece : pieces()) {
            String key = piece.getFileName().toString().replace(".bin", "");
            pipeline.restore(HexFormat.of().parseHex(key), Files.readAllBytes(piece));
        }
        return pipeline;
    }

    @Test
    void loadsToTheSameModel() throws IOException {
        List<String> expected = Files.readAllLines(EXPECTED);

        List<String> described = described(golden());

        assertThat(described.subList(0, 2)).isEqualTo(expected.subList(0, 2));
        assertThat(described).hasSameSizeAs(expected);
        for (int i = 2; i < expected.size(); i++) {
            assertSamePrediction(described.get(i), expected.get(i));
        }
    }

    /** The same words; numbers may differ by the rounding of another processor. */
    private static void assertSamePrediction(String line, String expected) {
        String[] words = line.split(" ");
        String[] expectedWords = expected.split(" ");
        assertThat(words).hasSameSizeAs(expectedWords);
        assertThat(words[0]).isEqualTo(expectedWords[0]);
        assertThat(words[1]).isEqualTo(expectedWords[1]);
        for (int i = 2; i < words.length; i++) {
            double value = Double.parseDouble(expectedWords[i]);
            assertThat(Double.parseDouble(words[i]))
                    .as(expected)
                    .isCloseTo(value, within(1e-5 * Math.max(1, Math.abs(value))));
        }
    }

    @Test
    void goesOnLearning() throws IOException {
        Pipeline pipeline = golden();
        long version = pipeline.summary().modelVersion();

        EVENTS.subList(0, 64).forEach(event -> pipeline.offer(event, new Predictions()));

        assertThat(pipeline.summary().modelVersion()).isEqualTo(version + 4);
    }

    private static final class Predictions implements Output {
        final List<String> lines = new ArrayList<>();

        @Override
        public void prediction(
                TaskConfig task,
                byte @Nullable [] key,
                String eventId,
                long eventTime,
                long modelVersion,
                float[] values) {
            StringBuilder line = new StringBuilder(eventId).append(' ').append(task.name());
            for (float value : values) {
                line.append(String.format(Locale.ROOT, " %.6f", value));
            }
            lines.add(line.toString());
        }

        @Override
        public void metrics(
                TaskConfig task,
                long fromEvent,
                long toEvent,
                long labelled,
                long modelVersion,
                Map<String, Double> scores) {}
    }
}
