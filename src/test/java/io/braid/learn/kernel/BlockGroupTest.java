package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockGroupTest {
    private static BlockGroup rows(int rows, int width, int blocks) {
        List<Block> list = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            list.add(new Block(rows * width));
        }
        return BlockGroup.ofRows(list, width);
    }

    private static List<Integer> drained(BlockGroup group) {
        List<Integer> pages = new ArrayList<>();
        group.drainChanges(pages::add);
        return pages;
    }

    @ParameterizedTest
    @CsvSource({"8, 2, 8", "8, 3, 5", "1, 2, 64", "32, 2, 2", "1000, 3, 1"})
    void aPageOfRowsHoldsWholeRowsOfAllBlocks(int width, int blocks, int rowsOfAPage) {
        BlockGroup group = rows(rowsOfAPage + 1, width, blocks);

        group.touch(0, (rowsOfAPage + 1) * width);

        assertThat(drained(group)).containsExactly(0, 1);
        assertThat(group.pageLength(0)).isEqualTo(rowsOfAPage * width * blocks);
        assertThat(group.pageLength(1)).isEqualTo(width * blocks);
    }

    @Test
    void aDensePageIsLargeAndTheLastOneShorter() {
        BlockGroup group = BlockGroup.dense(List.of(new Block(16_384 + 7), new Block(16_384 + 7)));

        group.touchAll();

        assertThat(drained(group)).containsExactly(0, 1);
        assertThat(group.pageLength(0)).isEqualTo(2 * 16_384);
        assertThat(group.pageLength(1)).isEqualTo(2 * 7);
    }

    @Test
    void notesChangedPagesUntilTheyAreDrained() {
        BlockGroup group = rows(100, 8, 2);

        group.touch(3 * 8 * 8, 1);
        group.touch(8 * 8 - 1, 2);

        assertThat(drained(group)).containsExactly(0, 1, 3);
        assertThat(drained(group)).isEmpty();
        group.touch(5, 0);
        group.touch(5, 1);
        group.forgetChanges();
        assertThat(drained(group)).isEmpty();
    }

    @Test
    void goesRoundTheChangedPagesOneByOne() {
        BlockGroup group = rows(100, 8, 2);
        group.touch(8 * 8, 1);
        group.touch(5 * 8 * 8, 1);
        assertThat(group.changedPages()).isEqualTo(2);

        assertThat(group.drainNext()).isEqualTo(1);
        group.touch(0, 1);
        group.touch(8 * 8, 1);

        assertThat(group.drainNext()).as("before those that lie behind").isEqualTo(5);
        assertThat(group.changedPages()).isEqualTo(2);
        assertThat(group.drainNext()).as("the end of the round").isEqualTo(-1);
        assertThat(group.drainNext()).isZero();
        assertThat(drained(group)).containsExactly(1);
        assertThat(group.changedPages()).isZero();
        assertThat(group.drainNext()).isEqualTo(-1);
    }

    @Test
    void notesEveryPageThatATouchMeetsAndNoOther() {
        SplittableRandom random = new SplittableRandom(1);
        BlockGroup group = rows(5_000, 6, 2);
        int page = group.pageLength(0) / 2;
        for (int round = 0; round < 200; round++) {
            BitSet expected = new BitSet();
            for (int touch = random.nextInt(20); touch > 0; touch--) {
                int offset = random.nextInt(30_000);
                int count = random.nextInt(Math.min(500, 30_001 - offset));
                group.touch(offset, count);
                for (int at = offset; at < offset + count; at++) {
                    expected.set(at / page);
                }
            }

            assertThat(group.changedPages()).isEqualTo(expected.cardinality());
            assertThat(drained(group))
                    .containsExactlyElementsOf(expected.stream().boxed().toList());
        }
    }

    @Test
    void aPageIsReadAndWrittenBlockAfterBlock() {
        BlockGroup group = rows(12, 8, 2);
        group.blocks().get(0).write(8 * 8, new float[] {1f}, 0, 1);
        group.blocks().get(1).write(11 * 8 + 7, new float[] {2f}, 0, 1);
        FloatBuffer page = FloatBuffer.allocate(group.pageLength(1));

        group.read(1, page);

        float[] expected = new float[64];
        expected[0] = 1f;
        expected[63] = 2f;
        assertThat(page.array()).containsExactly(expected);
        BlockGroup other = rows(12, 8, 2);
        other.touchAll();
        other.write(1, page.flip());
        assertThat(other.blocks().get(0).read(8 * 8)).isEqualTo(1f);
        assertThat(other.blocks().get(1).read(11 * 8 + 7)).isEqualTo(2f);
        assertThat(drained(other)).as("what was taken over is saved").containsExactly(0);
    }
}
