package io.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatItWrote(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = LongStream.range(0, random.nextInt(500))
                .map(i -> random.nextInt(3) > 0 ? 0 : random.nextLong(Long.MAX_VALUE) >>> random.nextInt(64))
                .toArray();
        byte[] bytes = SaveAndLoad.save(out -> Counts.write(out, values));

        long[] loaded = new SplittableRandom(seed).longs(values.length).toArray();
        SaveAndLoad.load(bytes, in -> Counts.read(in, loaded));

        assertThat(loaded).as("seed %d", seed).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16383, 16384, Long.MAX_VALUE, -1})
    void readsTheNumbersAtTheBordersOfItsGroups(long value) throws IOException {
        byte[] bytes = SaveAndLoad.save(out -> Counts.writeNumber(out, value));

        long[] loaded = new long[1];
        SaveAndLoad.load(bytes, in -> loaded[0] = Counts.readNumber(in));

        assertThat(loaded[0]).isEqualTo(value);
    }

    @Test
    void writesARunOfZerosAsTwoNumbers() throws IOException {
        long[] values = new long[1000];
        values[999] = 5;

        byte[] bytes = SaveAndLoad.save(out -> Counts.write(out, values));

        assertThat(bytes).containsExactly(0xe8, 0x07, 0, 0xe7, 0x07, 5);
    }

    @Test
    void refusesAnArrayOfAnotherLength() throws IOException {
        byte[] bytes = SaveAndLoad.save(out -> Counts.write(out, new long[] {1, 2, 3}));

        assertThatThrownBy(() -> SaveAndLoad.load(bytes, in -> Counts.read(in, new long[4])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 (expected: 4");
    }

    @Test
    void refusesARunOfZerosBeyondTheEnd() {
        byte[] damaged = {3, 7, 0, 3};

        assertThatThrownBy(() -> SaveAndLoad.load(damaged, in -> Counts.read(in, new long[3])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 (expected: from 1 to 2");
    }

    @Test
    void refusesANumberWithoutEnd() {
        byte[] damaged = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

        assertThatThrownBy(() -> SaveAndLoad.load(damaged, Counts::readNumber))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("64 bits");
    }
}
