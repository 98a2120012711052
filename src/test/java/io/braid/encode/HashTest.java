package io.braid.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000, 16_384, 65_536, 99_991, 1 << 27, Integer.MAX_VALUE})
    void rowsLieInTheirTable(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        for (long hash : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Hash.START}) {
            assertThat(Hash.row(hash, rows)).isBetween(0, rows - 1);
        }
        for (int i = 0; i < 10_000; i++) {
            long hash = random.nextLong();
            assertThat(Hash.row(hash, rows)).as("hash %d", hash).isBetween(0, rows - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 64, 100, 1_000})
    void countedNamesSpreadEvenly(int rows) {
        assertSpread(rows, i -> "value-" + i);
        assertSpread(rows, Integer::toString);
        assertSpread(rows, i -> "ab".repeat(i % 50) + i);
    }

    /** Chi-square over the rows' counts has mean rows - 1 and deviation of about sqrt(2 rows). */
    private static void assertSpread(int rows, IntFunction<String> names) {
        int values = 200 * rows;
        int[] counts = new int[rows];
        for (int i = 0; i < values; i++) {
            counts[Hash.row(Hash.of(names.apply(i).getBytes(StandardCharsets.UTF_8)), rows)]++;
        }

        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 200.0) * (count - 200.0) / 200;
        }
        assertThat(chiSquare).isBetween(rows - 1 - 5 * Math.sqrt(2 * rows), rows - 1 + 5 * Math.sqrt(2 * rows));
    }
}
