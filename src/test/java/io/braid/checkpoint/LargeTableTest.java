package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A table of ten million rows, 640 MB with its optimiser's state, which words are hashed into everywhere. */
class LargeTableTest {
    private static final int ROWS = 10_000_000;
    private static final int BATCH = 16;
    private static final int BATCHES = 2_000;
    private static final int WORDS = 2;

    private static final BraidConfig CONFIG = ConfigLoader.parse(
            "app: large\nevents: {}\nbatch: {size: " + BATCH + "}\n"
                    + "features: [{name: note, type: text, ngrams: 1, dim: 8, rows: " + ROWS + "}]\n"
                    + "tasks: [{name: label, type: binary}]\n",
            "large",
            Path.of(""));

    private final SplittableRandom random = new SplittableRandom(1);

    private Event event() {
        StringBuilder note = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            note.append('w').append(random.nextInt(ROWS)).append(' ');
        }
        byte[] text = note.toString().getBytes(StandardCharsets.UTF_8);
        double[] labels = {random.nextInt(2)};
        return new Event(null, "", 0, new double[1], new byte[][] {text}, new float[1][], labels);
    }

    private void learn(Pipeline pipeline, int batches) {
        for (int event = 0; event < BATCH * batches; event++) {
            pipeline.offer(event(), Output.NOWHERE);
        }
    }

    @Test
    void trainsSavesWhatChangedAndRestoresToTheSameModel() {
        Pipeline pipeline = new Pipeline(CONFIG);
        Changelog changelog = new Changelog();
        learn(pipeline, BATCHES);
        pipeline.saveChanges(changelog);
        int all = changelog.drainWritten().size();
        learn(pipeline, 1);
        pipeline.saveChanges(changelog);
        int few = changelog.drainWritten().size();
        Summary saved = pipeline.summary();

        pipeline.reset();
        changelog.restoreInto(pipeline::restore);

        assertThat(pipeline.restored()).isFalse();
        assertThat(pipeline.summary()).isEqualTo(saved);
        assertThat(saved.parameters()).isGreaterThan(8L * ROWS);
        assertThat(saved.modelVersion()).isEqualTo(BATCHES + 1);
        // The dense pages and the small state are a few pieces more; hardly two words share a page.
        assertThat(few).isBetween(BATCH * WORDS * 9 / 10, BATCH * WORDS + 5);
        assertThat(all).isBetween(BATCHES * BATCH * WORDS * 9 / 10, BATCHES * BATCH * WORDS + 5);
    }
}
