package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetGuardTest {
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    private final KnownPositions positions = new KnownPositions();

    @Test
    void acceptsRecordsInOrderAndRemembersTheNext() {
        OffsetGuard guard = guard(true, 0, 1);

        assertThat(guard.accept("events", 0, 0)).isTrue();
        assertThat(guard.accept("events", 0, 1)).isTrue();

        assertThat(positions.nextOffset("events", 0)).isEqualTo(2);
    }

    @Test
    void skipsWhatWasReadBefore() {
        positions.nextOffset("events", 0, 5);
        OffsetGuard guard = guard(true, 3, 4, 5);

        assertThat(guard.accept("events", 0, 3)).isFalse();
        assertThat(guard.accept("events", 0, 4)).isFalse();
        assertThat(guard.accept("events", 0, 5)).isTrue();

        assertThat(positions.nextOffset("events", 0)).isEqualTo(6);
    }

    @Test
    void acceptsAGapThatHoldsNoRecords() {
        positions.nextOffset("events", 0, 5);
        OffsetGuard guard = guard(true, 3, 4, 8, 12);

        assertThat(guard.accept("events", 0, 8)).isTrue();
        assertThat(guard.accept("events", 0, 12)).isTrue();

        assertThat(positions.nextOffset("events", 0)).isEqualTo(13);
    }

    @Test
    void refusesToLeaveOutRecords() {
        positions.nextOffset("events", 0, 5);
        OffsetGuard guard = guard(true, 5, 6, 7, 8);

        assertThatThrownBy(() -> guard.accept("events", 0, 8))
                .isInstanceOf(LostRecordsException.class)
                .hasMessageContaining("events-0: got offset 8 (expected: 5,");
        assertThat(positions.nextOffset("events", 0)).isEqualTo(5);
    }

    @Test
    void refusesToStartBehindTheFirstRecord() {
        OffsetGuard guard = guard(true, 0, 1, 2);

        assertThatThrownBy(() -> guard.accept("events", 0, 2)).isInstanceOf(LostRecordsException.class);
    }

    @Test
    void startsWhereItIsToldToWhenThatIsNotTheBeginning() {
        OffsetGuard guard = guard(false, 0, 1, 2);

        assertThat(guard.accept("events", 0, 2)).isTrue();
    }

    private OffsetGuard guard(boolean fromBeginning, long... offsets) {
        return new OffsetGuard(
                positions,
                new GapReader(
                        () -> {
                            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
                            consumer.schedulePollTask(() -> {
                                for (long offset : offsets) {
                                    consumer.addRecord(
                                            new ConsumerRecord<>("events", 0, offset, new byte[0], new byte[0]));
                                }
                            });
                            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
                            return consumer;
                        },
                        false),
                fromBeginning);
    }

    private static final class KnownPositions implements Positions {
        private final Map<List<Object>, Long> next = new HashMap<>();

        @Override
        public long nextOffset(String topic, int partition) {
            return next.getOrDefault(List.of(topic, partition), -1L);
        }

        @Override
        public void nextOffset(String topic, int partition, long offset) {
            next.put(List.of(topic, partition), offset);
        }
    }
}
