package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BraidConfig;
import io.braid.faults.FaultTable;
import io.braid.ingest.Event;
import io.braid.sample.Changelog;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import io.braid.topology.Summary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a checkpoint's pieces is found before the model goes on, and said with the way out. */
class CheckpointDamageTest {
    private static final BraidConfig CONFIG = SampleModel.small().config();
    private static final List<Event> EVENTS = new SampleEvents(CONFIG, 1, 0.1, 0.2).take(150);
    private static final String SMALL = "0000000000";
    private static final String NUMBERS = "030000000000000000";
    private static final String VALUES = "020000000000000000";

    private final Pipeline pipeline = new Pipeline(CONFIG);
    private final Changelog changelog = new Changelog();

    /** The pieces after 75 events, and after all. */
    private Map<String, byte[]> older = Map.of();

    private Map<String, byte[]> pieces = Map.of();

    @BeforeEach
    void save() {
        EVENTS.subList(0, 75).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        pipeline.saveChanges(changelog);
        older = new LinkedHashMap<>(changelog.pieces());
        EVENTS.subList(75, 150).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        pipeline.nextOffset("events", 0, 150);
        pipeline.saveChanges(changelog);
        pieces = new LinkedHashMap<>(changelog.pieces());
        assertThat(pieces).containsKeys(SMALL, NUMBERS, VALUES);
    }

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Pipeline read(Map<String, byte[]> pieces) {
        return read(pieces, new Pipeline(CONFIG));
    }

    private static Pipeline read(Map<String, byte[]> pieces, Pipeline target) {
        pieces.forEach((key, value) -> target.restore(key(key), value));
        return target;
    }

    private void assertWhole(Pipeline target) {
        assertThat(target.restored()).isFalse();
        assertThat(target.summary()).isEqualTo(pipeline.summary());
    }

    private static void assertFound(Pipeline target, String about, String reason) {
        assertThatThrownBy(target::restored)
                .as(about)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("(expected: ")
                .hasMessageContaining("`braid run CONFIG --reset`")
                .hasMessageContaining("Nothing was overwritten");
    }

    private Map<String, byte[]> changed(Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> changed = new LinkedHashMap<>(pieces);
        change.accept(changed);
        return changed;
    }

    private static byte[] at(Map<String, byte[]> pieces, String key) {
        return Objects.requireNonNull(pieces.get(key), key);
    }

    @Test
    void everyFlippedBitIsFound() {
        Pipeline target = read(pieces);
        Summary whole = target.summary();
        long flips = 0;
        boolean unmoved = true;

        for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
            int step = FaultTable.full() ? 1 : 7;
            for (int bit = 0; bit < 8 * piece.getValue().length; bit += step) {
                byte[] damaged = piece.getValue().clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                target.restore(key(piece.getKey()), damaged);
                assertFound(target, piece.getKey() + ", bit " + bit, "damaged");
                target.restore(key(piece.getKey()), piece.getValue());
                flips++;
            }
            unmoved &= target.summary().equals(whole);
        }

        long surplus = target.summary().events() - EVENTS.size();
        FaultTable.record(
                "flipped bit in a checkpoint's piece, refused",
                flips,
                EVENTS.size(),
                Math.max(0, -surplus),
                Math.max(0, surplus),
                unmoved);
        assertThat(unmoved).isTrue();
        assertWhole(target);
    }

    @Test
    void everyPieceThatWasCutShortIsFound() {
        for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
            for (int length = 0; length < piece.getValue().length; length += 1 + length / 16) {
                byte[] cut = Arrays.copyOf(piece.getValue(), length);

                Pipeline target = new Pipeline(CONFIG);
                target.restore(key(piece.getKey()), cut);

                assertFound(target, piece.getKey() + ", " + length + " bytes", "damaged");
            }
        }
    }

    @Test
    void everyTwoPiecesThatChangedPlacesAreFound() {
        List<String> keys = List.copyOf(pieces.keySet());
        for (int one = 0; one < keys.size(); one++) {
            for (int other = one + 1; other < keys.size(); other++) {
                String first = keys.get(one);
                String second = keys.get(other);

                Pipeline target = read(changed(swapped -> {
                    swapped.put(first, at(pieces, second));
                    swapped.put(second, at(pieces, first));
                }));

                assertFound(target, first + " for " + second, "damaged, or belongs elsewhere");
            }
        }
    }

    @Test
    void everyMissingPieceIsFound() {
        for (String key : pieces.keySet()) {
            Pipeline target = read(changed(torn -> torn.remove(key)));

            assertFound(target, key, key.equals(SMALL) ? "without the end of its save" : "pieces are missing");
        }
    }

    @Test
    void everyRemovedPieceIsFound() {
        for (String key : pieces.keySet()) {
            if (!key.equals(SMALL)) {
                Pipeline target = read(pieces);
                target.removed(key(key));

                assertFound(target, key, "pieces are missing");
            }
        }
    }

    @Test
    void everyPieceThatIsOlderThanItShouldBeIsFound() {
        List<String> changed = pieces.keySet().stream()
                .filter(key -> older.containsKey(key) && !Arrays.equals(older.get(key), pieces.get(key)))
                .toList();
        assertThat(changed).contains(SMALL, NUMBERS);

        for (String key : changed) {
            Pipeline target = read(changed(torn -> torn.put(key, at(older, key))));

            assertFound(target, key, "older than they should be");
        }
    }

    @Test
    void everyPieceThatIsNewerThanTheSmallStateIsFound() {
        for (String key : pieces.keySet()) {
            if (!key.equals(SMALL) && !Arrays.equals(older.get(key), pieces.get(key))) {
                Map<String, byte[]> torn = new LinkedHashMap<>(older);
                torn.put(key, at(pieces, key));

                assertFound(read(torn), key, "pieces are missing");
            }
        }
    }

    @Test
    void aSaveThatWasCutShortIsGoneOnWithWhereEventsMayComeTwice() {
        Map<String, byte[]> torn = new LinkedHashMap<>(pieces);
        torn.put(SMALL, at(older, SMALL));

        Pipeline target = read(torn, new Pipeline(atLeastOnce()));

        assertThat(target.restored()).isFalse();
        assertThat(target.events()).isEqualTo(75);
    }

    private static BraidConfig atLeastOnce() {
        return CONFIG.withConnections(Map.of("processing.guarantee", "at_least_once"), CONFIG.registry());
    }

    @Test
    void whoeverSavesIsWholeAndSoIsWhoeverFollowsThoseSaves() {
        Pipeline first = read(older);
        assertThat(first.restored()).isFalse();
        Changelog saved = new Changelog();
        EVENTS.subList(75, 120).forEach(event -> first.offer(event, Output.NOWHERE));
        first.saveChanges(saved);
        assertThat(first.restored()).isFalse();

        Map<String, byte[]> all = new LinkedHashMap<>(older);
        all.putAll(saved.pieces());
        Pipeline second = read(all);
        assertThat(second.restored()).isFalse();
        Changelog savedNext = new Changelog();
        EVENTS.subList(120, 150).forEach(event -> second.offer(event, Output.NOWHERE));
        second.nextOffset("events", 0, 150);
        second.saveChanges(savedNext);
        savedNext.pieces().forEach((key, value) -> first.restore(key(key), value));

        assertWhole(second);
        assertWhole(first);
    }

    @Test
    void aLogThatIsNotCompactedIsRead() {
        Pipeline target = read(older);
        pieces.forEach((key, value) -> target.restore(key(key), value));

        assertWhole(target);
    }

    @Test
    void piecesThatCameTwiceAreRead() {
        for (String key : pieces.keySet()) {
            Pipeline target = read(pieces);
            target.restore(key(key), at(pieces, key));

            assertWhole(target);
        }
    }

    @Test
    void damageThatWasOverwrittenSinceDoesNotMatter() {
        byte[] damaged = at(pieces, NUMBERS).clone();
        damaged[100] ^= 1;
        Pipeline target = read(changed(pieces -> {
            pieces.remove(NUMBERS);
            pieces.put(NUMBERS, damaged);
        }));
        target.restore(key("030000"), damaged);

        target.restore(key(NUMBERS), at(pieces, NUMBERS));
        target.removed(key("030000"));

        assertWhole(target);
    }

    @Test
    void aPieceOfAnUnknownKindIsFound() {
        byte[] key = key("040000000000000000");
        ByteBuffer frame = Piece.open(
                        4, 0, Piece.of(key(SMALL), at(pieces, SMALL)).fingerprint())
                .putInt(5);
        Pipeline target = read(pieces);

        target.restore(key, Piece.seal(key, frame));

        assertFound(target, "kind 4", "one that this model has, whole");
    }

    @Test
    void aPieceOfANewerFormatSaysSo() {
        for (String key : pieces.keySet()) {
            byte[] value = at(pieces, key).clone();
            value[0] = Piece.VERSION + 1;
            byte[] newer = Piece.seal(key(key), ByteBuffer.wrap(value));

            Pipeline target = read(changed(pieces -> pieces.put(key, newer)));

            assertFound(target, key, "of format 4 (expected: at most 3): it was written by a newer version of Braid");
            assertThat(Piece.generation(key(key), newer)).isZero();
        }
    }

    /** The keys of the former pieces that the next generation has not written again, and the small state's. */
    private List<String> notIn(Changelog next) {
        return pieces.keySet().stream()
                .filter(key -> key.equals(SMALL) || !next.pieces().containsKey(key))
                .toList();
    }

    @Test
    void piecesOfAFormerGenerationAreLeftOutWhereverTheyLie() {
        Pipeline next = read(pieces);
        next.forgetBelow(1);
        assertThat(next.restored()).isTrue();
        EVENTS.subList(0, 20).forEach(event -> next.offer(event, Output.NOWHERE));
        Changelog nextPieces = new Changelog();
        next.saveChanges(nextPieces);
        List<Map.Entry<String, byte[]>> log = new ArrayList<>(pieces.entrySet());
        log.addAll(nextPieces.pieces().entrySet());
        log.addAll(pieces.entrySet());
        Pipeline target = new Pipeline(CONFIG);

        log.forEach(piece -> target.restore(key(piece.getKey()), piece.getValue()));

        assertThat(target.restored()).isFalse();
        assertThat(target.summary()).isEqualTo(next.summary());
        target.nextOffset("events", 0, 1_000);
        Changelog tidied = new Changelog();
        target.saveChanges(tidied);
        assertThat(tidied.drainWritten()).startsWith(SMALL).containsExactlyInAnyOrderElementsOf(notIn(nextPieces));
        assertThat(tidied.pieces()).containsOnlyKeys(SMALL);
    }
}
