package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
    @Test
    void isAsTheMapOfTheJdkWhateverIsPutAndRemoved() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Long, Integer> expected = new TreeMap<>();
        Checksums checksums = new Checksums();

        for (int step = 0; step < 200_000; step++) {
            // Neighbours, as pages are, under a few kinds.
            int among = step < 100_000 ? 3_000 : 60;
            long key = (1 + random.nextLong(3)) << 56 | random.nextLong(among);
            if (random.nextInt(5) < 2) {
                checksums.remove(key);
                expected.remove(key);
            } else {
                int checksum = random.nextInt();
                checksums.put(key, checksum);
                expected.put(key, checksum);
            }
            assertThat(checksums.contains(key)).isEqualTo(expected.containsKey(key));
            assertThat(checksums.size()).isEqualTo(expected.size());
        }

        assertThat(checksums.keys(key -> true).boxed()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, checksum) -> assertThat(checksums.get(key)).isEqualTo(checksum));
        checksums.clear();
        assertThat(checksums.size()).isZero();
        assertThat(checksums.keys(key -> true)).isEmpty();
    }
}
