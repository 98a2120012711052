package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 100, 16_385})
    void isAlignedZeroAndOfItsLength(int length) {
        Block block = new Block(length);

        assertThat(block.pointer(0).address() % 64).isZero();
        assertThat(block.length()).isEqualTo(length);
        assertThat(block.array().length()).isEqualTo(length);
        assertThat(block.array().sumNumber().doubleValue()).isZero();
    }

    @Test
    void arrayBufferAndPointersShareOneMemory() {
        Block block = new Block(100);

        block.write(40, new float[] {0f, 1f, 2f, 3f}, 1, 2);
        block.array().putScalar(42, 5f);
        block.pointer(43).put(7f);

        float[] read = new float[5];
        block.read(40, read, 1, 4);
        assertThat(read).containsExactly(0f, 1f, 2f, 5f, 7f);
        assertThat(block.array().getFloat(41)).isEqualTo(2f);
        assertThat(block.read(43)).isEqualTo(7f);
    }

    @Test
    void keepsItsNumbersWhenTheCollectorRuns() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Block block = new Block(50_000);
            block.write(49_999, new float[] {i}, 0, 1);
            blocks.add(block);
            System.gc();
            new Block(50_000).write(0, new float[50_000], 0, 50_000);
        }

        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i).read(49_999)).isEqualTo(i);
            assertThat(blocks.get(i).array().getFloat(49_999)).isEqualTo(i);
        }
    }
}
