package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.encode.Encoder;
import io.braid.encode.Vocabulary;
import io.braid.learn.kernel.Block;
import io.braid.learn.kernel.BlockGroup;
import io.braid.sample.Changelog;
import io.braid.sample.SampleModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFormatTest {
    /** Two vocabularies, the first of more than two pages. */
    private static final SampleModel MODEL = SampleModel.small()
            .with(List.of(
                    new FeatureConfig.Categorical("large", "large", 2, 10_000),
                    new FeatureConfig.Numeric("number", "number"),
                    new FeatureConfig.Categorical("small", "small", 2, 10)));

    private static final BraidConfig CONFIG = MODEL.config();

    /** Floats that a block has in a large page. */
    private static final int LARGE = 16 * 1024;

    /** Groups of one block each, of four large pages and of a part of one, a small state of any size, and a place. */
    private static final class State implements CheckpointFormat.State {
        final List<BlockGroup> groups;
        final List<Block> blocks;
        final Encoder encoder;
        final List<Vocabulary> vocabularies;
        final CheckpointFormat format;
        byte[] small = new byte[0];
        long place;

        State(BraidConfig config) {
            this(config, List.of(one(3 * LARGE + 100), one(7)));
        }

        State(BraidConfig config, List<BlockGroup> groups) {
            this.groups = groups;
            this.blocks =
                    groups.stream().flatMap(group -> group.blocks().stream()).toList();
            encoder = new Encoder(config);
            vocabularies = encoder.vocabularies();
            format = new CheckpointFormat(config, groups, vocabularies, this);
        }

        private static BlockGroup one(int length) {
            return BlockGroup.dense(List.of(new Block(length)));
        }

        void write(int block, int at, float value) {
            blocks.get(block).write(at, new float[] {value}, 0, 1);
            groups.get(block).touch(at, 1);
        }

        void save(Changelog changelog) {
            format.save(changelog);
        }

        /** This, with the pieces of {@code changelog}, found whole. */
        State restore(Changelog changelog) {
            read(changelog);
            assertThat(format.restored()).isEmpty();
            return this;
        }

        State read(Changelog changelog) {
            changelog.restoreInto(format::restore);
            return this;
        }

        @Override
        public void writePlace(DataOutput out) throws IOException {
            out.writeLong(place);
        }

        @Override
        public void readPlace(DataInput in) throws IOException {
            place = in.readLong();
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeInt(small.length);
            out.write(small);
        }

        @Override
        public void read(DataInput in, int version) throws IOException {
            small = new byte[in.readInt()];
            in.readFully(small);
            assertThatThrownBy(in::readByte).as("nothing more").isInstanceOf(EOFException.class);
        }

        @Override
        public void clear() {
            for (Block block : blocks) {
                block.write(0, new float[block.length()], 0, block.length());
            }
            groups.forEach(BlockGroup::forgetChanges);
            encoder.reset();
            small = new byte[0];
            place = 0;
        }

        List<float[]> numbers() {
            return blocks.stream()
                    .map(block -> {
                        float[] values = new float[block.length()];
                        block.read(0, values, 0, values.length);
                        return values;
                    })
                    .toList();
        }
    }

    private final State state = new State(CONFIG);
    private final Changelog changelog = new Changelog();

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private State restored() {
        return new State(CONFIG).restore(changelog);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 256 * 1024 - 4, 256 * 1024 - 3, 700_000})
    void restoresWhatWasSaved(int smallBytes) {
        SplittableRandom random = new SplittableRandom(1);
        for (int block = 0; block < 2; block++) {
            for (int i = 0; i < state.blocks.get(block).length(); i++) {
                state.write(block, i, (float) random.nextGaussian());
            }
        }
        state.small = random(smallBytes, 2);

        state.save(changelog);

        State restored = restored();
        assertThat(restored.small).isEqualTo(state.small);
        assertThat(restored.numbers().get(0)).containsExactly(state.numbers().get(0));
        assertThat(restored.numbers().get(1)).containsExactly(state.numbers().get(1));
    }

    @Test
    void noPieceIsLargerThanAKafkaRecordMayBe() {
        for (int i = 0; i < state.blocks.get(0).length(); i++) {
            state.write(0, i, 1f);
        }
        state.small = random(2_000_000, 3);

        state.save(changelog);

        assertThat(changelog.pieces().values()).allMatch(piece -> piece.length <= 300 * 1024);
        assertThat(changelog.pieces()).hasSizeGreaterThan(4 + 7);
    }

    @Test
    void onlyChangedPagesOfNumbersAreWrittenAgain() {
        state.write(0, 0, 1f);
        state.write(0, 2 * LARGE + 5, 2f);
        state.write(1, 6, 3f);
        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(numbers(0, 0), numbers(0, 2), numbers(1, 0), small(0));

        state.write(0, 3 * LARGE, 4f);
        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(numbers(0, 3), small(0));

        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(small(0));
        assertThat(restored().numbers().get(0)).containsExactly(state.numbers().get(0));
    }

    @Test
    void aChangeThatCrossesPagesIsWrittenWhole() {
        state.blocks.get(0).write(LARGE - 1, new float[] {1f, 2f}, 0, 2);
        state.groups.get(0).touch(LARGE - 1, 2);

        state.save(changelog);

        assertThat(changelog.drainWritten()).containsExactly(numbers(0, 0), numbers(0, 1), small(0));
    }

    @Test
    void chunksOfAnOlderVersionAreTakenOverAndWrittenAsPages() {
        State older = new State(CONFIG, table());
        byte[] chunkOfWeights = HexFormat.of().parseHex("010000000000000001");
        byte[] chunkOfState = HexFormat.of().parseHex("010000000100000002");
        changelog.put(chunkOfWeights, olderChunk(chunkOfWeights, 3f));
        changelog.put(chunkOfState, olderChunk(chunkOfState, 4f));
        older.read(changelog);

        older.save(changelog);

        int pages = 2 * LARGE / (older.groups.get(0).pageLength(0) / 2);
        assertThat(changelog.pieces()).hasSize(pages + 1);
        assertThat(changelog.pieces().keySet()).noneMatch(key -> key.startsWith("01"));
        State restored = new State(CONFIG, table()).restore(changelog);
        float[] weights = new float[3 * LARGE];
        Arrays.fill(weights, LARGE, 2 * LARGE, 3f);
        float[] state = new float[3 * LARGE];
        Arrays.fill(state, 2 * LARGE, 3 * LARGE, 4f);
        assertThat(restored.numbers().get(0)).containsExactly(weights);
        assertThat(restored.numbers().get(1)).containsExactly(state);
    }

    /** Weights and one plane, in rows of 8. */
    private static List<BlockGroup> table() {
        return List.of(BlockGroup.ofRows(List.of(new Block(3 * LARGE), new Block(3 * LARGE)), 8));
    }

    private static byte[] olderChunk(byte[] key, float value) {
        ByteBuffer frame = Piece.open(LARGE * Float.BYTES, 0, ModelShape.fingerprint(ModelShape.of(CONFIG)));
        FloatBuffer numbers = frame.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (numbers.hasRemaining()) {
            numbers.put(value);
        }
        return Piece.seal(key, frame);
    }

    @Test
    void aChangeOfNothingIsNoChange() {
        state.groups.get(0).touch(0, 0);
        state.groups.get(0).touch(5, 0);
        state.groups.get(0).touch(LARGE, 0);

        state.save(changelog);

        assertThat(changelog.drainWritten()).containsExactly(small(0));
    }

    private static String numbers(int group, int page) {
        return String.format("03%08x%08x", group, page);
    }

    private static String small(int part) {
        return String.format("00%08x", part);
    }

    private static String values(int vocabulary, int page) {
        return String.format("02%08x%08x", vocabulary, page);
    }

    private static List<Long> hashes(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::hash).toList();
    }

    @Test
    void onlyPagesWithNewValuesAreWrittenAgain() {
        SplittableRandom random = new SplittableRandom(20);
        Vocabulary large = state.vocabularies.get(0);
        Vocabulary small = state.vocabularies.get(1);
        random.longs(5_000).forEach(large::add);
        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(values(0, 0), values(0, 1), small(0));

        random.longs(4_000).forEach(large::add);
        small.add(7);
        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(values(0, 1), values(0, 2), values(1, 0), small(0));

        state.save(changelog);
        assertThat(changelog.drainWritten()).containsExactly(small(0));
        State restored = restored();
        assertThat(hashes(restored.vocabularies.get(0))).isEqualTo(hashes(large));
        assertThat(hashes(restored.vocabularies.get(1))).containsExactly(7L);
    }

    @Test
    void pagesOfEarlierSavesMayComeBeforeThoseOfLaterOnes() {
        SplittableRandom random = new SplittableRandom(21);
        Vocabulary large = state.vocabularies.get(0);
        State follower = new State(CONFIG);
        for (int save = 0; save < 50; save++) {
            random.longs(random.nextInt(300)).forEach(large::add);
            Changelog next = new Changelog();
            state.save(next);

            follower.restore(next);

            assertThat(hashes(follower.vocabularies.get(0))).as("save %d", save).isEqualTo(hashes(large));
        }
    }

    @Test
    void aRestoredVocabularyCountsAsSaved() {
        new SplittableRandom(22).longs(5_000).forEach(state.vocabularies.get(0)::add);
        state.save(changelog);
        State restored = restored();
        changelog.drainWritten();
        restored.vocabularies.get(0).add(1);

        restored.save(changelog);

        assertThat(changelog.drainWritten()).containsExactly(values(0, 1), small(0));
        assertThat(hashes(restored().vocabularies.get(0))).hasSize(5_001).endsWith(1L);
    }

    @Test
    void partsOfAnOlderAndLargerSaveAreRemoved() {
        state.small = random(1_000_000, 4);
        state.save(changelog);
        state.small = random(300_000, 5);
        state.save(changelog);

        assertThat(changelog.pieces().keySet()).containsExactly(small(0), small(1));
        assertThat(restored().small).isEqualTo(state.small);
    }

    @Test
    void partsOfAnOlderAndLargerSaveInFrontAreLeftOut() {
        state.small = random(1_000_000, 4);
        state.save(changelog);
        Map<String, byte[]> older = Map.copyOf(changelog.pieces());
        state.small = random(300_000, 5);
        state.save(changelog);
        State target = new State(CONFIG);

        for (String part : List.of(small(2), small(3))) {
            target.format.restore(HexFormat.of().parseHex(part), Objects.requireNonNull(older.get(part)));
        }

        assertThat(target.restore(changelog).small).isEqualTo(state.small);
    }

    @Test
    void everySaveThatIsReadWholeIsTakenOver() {
        state.small = random(300_000, 6);
        state.save(changelog);
        State follower = restored();
        for (int save = 0; save < 5; save++) {
            state.small = random(save % 2 == 0 ? 100 : 600_000, 7 + save);
            Changelog next = new Changelog();
            state.save(next);

            follower.restore(next);

            assertThat(follower.small).as("save %d", save).isEqualTo(state.small);
        }
    }

    @Test
    void aSaveAfterARestoreIsNewerThanTheOneThatWasRestored() {
        state.small = random(600_000, 8);
        state.save(changelog);
        State restored = restored();
        restored.small = random(300_000, 9);

        restored.save(changelog);

        assertThat(restored().small).isEqualTo(restored.small);
    }

    @Test
    void aSaveWhoseLastPartsAreMissingIsFound() {
        state.small = random(100, 10);
        state.save(changelog);
        State follower = restored();
        state.small = random(600_000, 11);
        Changelog cut = new Changelog();
        state.save(cut);
        cut.pieces().remove(small(1));

        follower.read(cut);

        assertThatThrownBy(follower.format::restored)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("without the end of its save 2")
                .hasMessageContaining("--reset");
    }
}
