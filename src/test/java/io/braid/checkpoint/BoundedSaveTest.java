package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A save writes {@code checkpoint.max-change} of embedding rows at most: what else has changed was written ahead of it. */
class BoundedSaveTest {
    private static final int ROWS = 20_000;
    private static final int LIMIT = 100_000;

    /** More than the dense weights, the waiting events and all else that is small: they are no part of the limit. */
    private static final int REST = 50_000;

    private static final int EVENTS_PER_SAVE = 500;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Changelog changelog = new Changelog();
    private int offered;

    private static BraidConfig config(int seed, String limit, String guarantee) {
        return ConfigLoader.parse(
                "app: bounded\nevents: {}\nseed: " + seed
                        + "\nmodel: {layers: [8]}\nbatch: {size: 16}\ncheckpoint: {max-change: " + limit
                        + "}\nkafka: {processing.guarantee: " + guarantee + "}\n"
                        + "features: [{name: note, type: text, ngrams: 1, dim: 8, rows: " + ROWS + "}]\n"
                        + "tasks: [{name: label, type: binary}]\n",
                "bounded",
                Path.of(""));
    }

    private static Pipeline pipeline() {
        return new Pipeline(config(1, "100KB", "exactly_once_v2"));
    }

    /** Ten words, of which some come often and most hardly ever. */
    private Event event() {
        byte[] note = random.ints(10, 0, 30)
                .mapToObj(exponent -> Long.toString(random.nextLong(1L << exponent)))
                .collect(Collectors.joining(" "))
                .getBytes(StandardCharsets.UTF_8);
        double[] labels = {random.nextInt(2)};
        return new Event(null, "", 0, new double[1], new byte[][] {note}, new float[1][], labels);
    }

    private void learn(Pipeline pipeline, int events) {
        for (int event = 0; event < events; event++) {
            pipeline.offer(event(), Output.NOWHERE);
            pipeline.nextOffset("events", 0, ++offered);
            pipeline.saveAhead(changelog);
        }
    }

    /** Saves, and returns how many bytes that save wrote. */
    private long save(Pipeline pipeline) {
        long[] bytes = new long[1];
        pipeline.saveChanges((key, value) -> {
            bytes[0] += key.length + (value == null ? 0 : value.length);
            changelog.put(key, value);
        });
        return bytes[0];
    }

    private void assertIsRestored(Pipeline pipeline) {
        Pipeline restored = new Pipeline(pipeline.config());
        changelog.restoreInto(restored::restore);
        restored.restored();
        assertThat(restored.summary()).isEqualTo(pipeline.summary());
        assertThat(restored.offsets()).isEqualTo(pipeline.offsets());
    }

    @Test
    void everySaveKeepsTheBoundAndEndsACheckpointThatIsWhole() {
        Pipeline bounded = pipeline();
        for (int save = 0; save < 10; save++) {
            learn(bounded, EVENTS_PER_SAVE);

            assertThat(changelog.drainWritten()).as("written ahead").hasSizeGreaterThan(100);
            assertThat(save(bounded)).isLessThan(LIMIT + REST);
            assertIsRestored(bounded);
        }
    }

    @Test
    void aModelThatIsCarriedOverKeepsTheBoundToo() {
        Pipeline former = pipeline();
        learn(former, 10 * EVENTS_PER_SAVE);
        save(former);
        Pipeline carried = new Pipeline(config(2, "100KB", "exactly_once_v2"));
        changelog.restoreInto(carried::restore);
        carried.restored();

        learn(carried, 1);

        assertThat(save(carried)).isLessThan(LIMIT + REST);
        assertIsRestored(carried);
    }

    @Test
    void withinTheLimitNothingIsWrittenAhead() {
        Pipeline pipeline = new Pipeline(config(1, "1GB", "exactly_once_v2"));

        learn(pipeline, EVENTS_PER_SAVE);

        assertThat(changelog.drainWritten()).isEmpty();
        assertThat(save(pipeline)).isGreaterThan(3 * LIMIT);
    }

    @Test
    void withoutTransactionsNothingIsWrittenAhead() {
        Pipeline pipeline = new Pipeline(config(1, "100KB", "at_least_once"));

        learn(pipeline, EVENTS_PER_SAVE);

        assertThat(changelog.drainWritten()).isEmpty();
    }

    @Test
    void whatWasWrittenAheadOfASaveThatIsMissingIsRefused() {
        Pipeline pipeline = pipeline();
        learn(pipeline, EVENTS_PER_SAVE);
        save(pipeline);
        learn(pipeline, EVENTS_PER_SAVE);
        Pipeline restored = pipeline();
        changelog.restoreInto(restored::restore);

        assertThatThrownBy(restored::restored)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("pieces are missing, or older than they should be");
    }
}
