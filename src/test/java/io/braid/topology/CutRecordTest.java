package io.braid.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.publish.RejectHeaders;
import java.util.SplittableRandom;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutRecordTest {
    private static Record<byte[], byte[]> record(int key, int value, Headers headers) {
        return new Record<>(noise(key), noise(value), 0, headers);
    }

    private static byte @Nullable [] noise(int size) {
        if (size < 0) {
            return null;
        }
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sizeIsNeverLessThanThatOfTheBatchThatKafkaMakes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Headers headers = new RecordHeaders();
            for (int left = random.nextInt(4); left > 0; left--) {
                headers.add("é".repeat(random.nextInt(30)), noise(random.nextInt(-1, 2_000)));
            }
            Record<byte[], byte[]> record = record(random.nextInt(-1, 3_000), random.nextInt(-1, 100_000), headers);

            int batch = MemoryRecords.withRecords(
                            Compression.NONE,
                            new SimpleRecord(Long.MAX_VALUE, record.key(), record.value(), headers.toArray()))
                    .sizeInBytes();

            assertThat(CutRecord.size(record)).isBetween((long) batch, batch + 300L);
        }
    }

    @Test
    void keepsTheKeyAndAsMuchOfTheValueAsFits() {
        Headers added = new RecordHeaders().add("why", "too large".getBytes(UTF_8));
        Record<byte[], byte[]> record = record(20, 10_000, new RecordHeaders().add("its own", new byte[5_000]));

        Record<byte[], byte[]> cut = CutRecord.cut(record, added, 2_000);

        assertThat(CutRecord.size(cut)).isBetween(1_900L, 2_000L);
        assertThat(cut.key()).isEqualTo(record.key());
        assertThat(record.value()).startsWith(cut.value());
        assertThat(cut.headers().lastHeader("its own")).isNull();
        assertThat(new String(cut.headers().lastHeader("why").value(), UTF_8)).isEqualTo("too large");
        assertThat(new String(cut.headers().lastHeader(RejectHeaders.TRUNCATED).value(), UTF_8))
                .isEqualTo("key: 20 of 20 bytes, value: " + cut.value().length
                        + " of 10000 bytes, headers: none of its own");
    }

    @Test
    void cutsTheKeyWhereThatAloneIsTooLarge() {
        Record<byte[], byte[]> cut = CutRecord.cut(record(5_000, 10, new RecordHeaders()), new RecordHeaders(), 2_000);

        assertThat(CutRecord.size(cut)).isBetween(1_900L, 2_000L);
        assertThat(cut.key()).hasSizeLessThan(2_000);
        assertThat(cut.value()).isEmpty();
    }

    @Test
    void leavesNothingWhereNothingFits() {
        Record<byte[], byte[]> cut = CutRecord.cut(record(-1, 10, new RecordHeaders()), new RecordHeaders(), 0);

        assertThat(cut.key()).isNull();
        assertThat(cut.value()).isEmpty();
    }
}
