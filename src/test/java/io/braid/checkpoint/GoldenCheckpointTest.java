package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A checkpoint of each format version, as it was written once: it must be readable for ever.
 *
 * <p>{@code -Dbraid.golden.update=true} writes the newest anew, which is right only as long as the version was never
 * released. A folder holds a file per piece, named by the piece's key, and what the model said of itself and predicted then.
 */
class GoldenCheckpointTest {
    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");

    private static final BraidConfig CONFIG = SampleModel.small().config();
    private static final List<Event> EVENTS = new SampleEvents(CONFIG, 1, 0.1, 0.2).take(150);

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("braid.golden.update")) {
            Path folder = FOLDER.resolve("v" + Piece.VERSION);
            Pipeline pipeline = new Pipeline(CONFIG);
            EVENTS.forEach(event -> pipeline.offer(event, new Predictions()));
            pipeline.nextOffset("events", 0, EVENTS.size());
            Changelog changelog = new Changelog();
            pipeline.saveChanges(changelog);
            Files.createDirectories(folder);
            for (Path stale : files(folder)) {
                Files.delete(stale);
            }
            for (Map.Entry<String, byte[]> piece : changelog.pieces().entrySet()) {
                Files.write(folder.resolve(piece.getKey() + ".bin"), piece.getValue());
            }
            Files.write(folder.resolve("expected.txt"), described(pipeline));
        }
    }

    static IntStream versions() {
        return IntStream.rangeClosed(Piece.FIRST, Piece.VERSION);
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

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
    }

    private static Changelog golden(int version) throws IOException {
        Changelog changelog = new Changelog();
        for (Path piece : files(FOLDER.resolve("v" + version))) {
            String key = piece.getFileName().toString().replace(".bin", "");
            changelog.put(HexFormat.of().parseHex(key), Files.readAllBytes(piece));
        }
        return changelog;
    }

    private static Pipeline restored(Changelog changelog) {
        Pipeline pipeline = new Pipeline(CONFIG);
        changelog.restoreInto(pipeline::restore);
        assertThat(pipeline.restored()).isFalse();
        return pipeline;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isWrittenInItsVersion(int version) throws IOException {
        assertThat(golden(version).pieces().values()).isNotEmpty().allMatch(piece -> piece[0] == version);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void loadsToTheSameModel(int version) throws IOException {
        List<String> expected = Files.readAllLines(FOLDER.resolve("v" + version).resolve("expected.txt"));

        List<String> described = described(restored(golden(version)));

        assertThat(described.subList(0, 2)).isEqualTo(expected.subList(0, 2));
        assertThat(described).hasSameSizeAs(expected);
        for (int i = 2; i < expected.size(); i++) {
            assertSamePrediction(described.get(i), expected.get(i));
        }
    }

    /**
     * The same words as far as the version's predictions went: intervals came later. Numbers may differ by the rounding of
     * another processor.
     */
    private static void assertSamePrediction(String line, String expected) {
        String[] words = line.split(" ");
        String[] expectedWords = expected.split(" ");
        assertThat(words).hasSizeGreaterThanOrEqualTo(expectedWords.length);
        assertThat(words[0]).isEqualTo(expectedWords[0]);
        assertThat(words[1]).isEqualTo(expectedWords[1]);
        for (int i = 2; i < expectedWords.length; i++) {
            double value = Double.parseDouble(expectedWords[i]);
            assertThat(Double.parseDouble(words[i]))
                    .as(expected)
                    .isCloseTo(value, within(1e-5 * Math.max(1, Math.abs(value))));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goesOnInTheNewestVersionAsIfNeverStopped(int version) throws IOException {
        Changelog changelog = golden(version);
        Pipeline unbroken = restored(changelog);
        long updates = unbroken.summary().modelVersion();
        Pipeline broken = restored(changelog);

        for (Event event : EVENTS.subList(0, 64)) {
            unbroken.offer(event, Output.NOWHERE);
            broken.offer(event, Output.NOWHERE);
            broken.saveChanges(changelog);
            broken = restored(changelog);
        }

        assertThat(broken.summary()).isEqualTo(unbroken.summary());
        assertThat(broken.summary().modelVersion()).isEqualTo(updates + 4);
        assertThat(changelog.pieces().get("0000000000")).startsWith(Piece.VERSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theFirstSaveAfterAnOlderVersionLeavesPagesInsteadOfItsChunks(int version) throws IOException {
        Changelog changelog = golden(version);
        Pipeline pipeline = restored(changelog);
        EVENTS.subList(0, 1).forEach(event -> pipeline.offer(event, Output.NOWHERE));

        pipeline.saveChanges(changelog);

        assertThat(golden(version).pieces().keySet()).anyMatch(key -> key.startsWith("01"));
        assertThat(changelog.pieces().keySet()).noneMatch(key -> key.startsWith("01"));
        assertThat(changelog.pieces().keySet())
                .filteredOn(key -> key.startsWith("03"))
                .hasSizeGreaterThan(2);
        assertThat(restored(changelog).summary()).isEqualTo(pipeline.summary());
    }

    private record Written(byte[] key, byte @Nullable [] value) {
        void restoreInto(Pipeline target) {
            if (value == null) {
                target.removed(key);
            } else {
                target.restore(key, value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyCutOfTheFirstSaveAfterAnOlderVersionIsFound(int version) throws IOException {
        Changelog older = golden(version);
        Pipeline pipeline = restored(older);
        EVENTS.subList(0, 16).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        List<Written> save = new ArrayList<>();
        pipeline.saveChanges((key, value) -> save.add(new Written(key, value)));

        for (int cut = 1; cut < save.size(); cut++) {
            Pipeline torn = new Pipeline(CONFIG);
            older.restoreInto(torn::restore);
            save.subList(0, cut).forEach(written -> written.restoreInto(torn));
            assertThatThrownBy(torn::restored).as("cut " + cut).hasMessageContaining("pieces are missing");
        }

        Pipeline whole = new Pipeline(CONFIG);
        older.restoreInto(whole::restore);
        save.forEach(written -> written.restoreInto(whole));
        assertThat(whole.restored()).isFalse();
        assertThat(whole.summary()).isEqualTo(pipeline.summary());
    }

    @Test
    void theFirstVersionHasNoDescriptionSoAnotherModelIsRefused() throws IOException {
        Pipeline other = new Pipeline(SampleModel.small().withBatchSize(17).config());

        golden(1).restoreInto(other::restore);

        assertThatThrownBy(other::restored)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("another model")
                .hasMessageContaining("put the old settings back")
                .hasMessageContaining("--reset");
    }

    @Test
    void aPieceOfASecondVersionBesideASmallStateOfTheFirstIsFound() throws IOException {
        Changelog changelog = golden(1);
        Pipeline pipeline = restored(changelog);
        EVENTS.subList(0, 16).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        byte[] small = Objects.requireNonNull(changelog.pieces().get("0000000000"));
        pipeline.saveChanges(changelog);
        changelog.pieces().put("0000000000", small);
        Pipeline torn = new Pipeline(CONFIG);

        changelog.restoreInto(torn::restore);

        assertThatThrownBy(torn::restored)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected: those of format 1 alone");
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
    }
}
