package io.braid.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The next offset of each input. It is asked and set for every event, nearly always of the same input: so the latest one is
 * at hand, and its number changes in place.
 */
final class InputOffsets implements Positions {
    private static final long NONE = -1;

    private final Map<TopicPartition, Next> inputs = new HashMap<>();
    private @Nullable Next latest;

    /** The next offset of one input. */
    private static final class Next {
        private final TopicPartition input;
        private long offset = NONE;

        Next(TopicPartition input) {
            this.input = input;
        }
    }

    @Override
    public long nextOffset(String topic, int partition) {
        Next known = latest;
        if (known == null || !isOf(known, topic, partition)) {
            known = inputs.get(new TopicPartition(topic, partition));
            latest = known;
        }
        return known == null ? NONE : known.offset;
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        Next known = latest;
        if (known == null || !isOf(known, topic, partition)) {
            known = inputs.computeIfAbsent(new TopicPartition(topic, partition), Next::new);
            latest = known;
        }
        known.offset = offset;
    }

    private static boolean isOf(Next next, String topic, int partition) {
        return next.input.partition() == partition && next.input.topic().equals(topic);
    }

    /** Takes over what {@code other} holds, and nothing else. */
    void replaceWith(InputOffsets other) {
        clear();
        other.inputs.values().forEach(next -> nextOffset(next.input.topic(), next.input.partition(), next.offset));
    }

    /** The same offsets, which don't change with these. */
    InputOffsets copy() {
        InputOffsets copy = new InputOffsets();
        copy.replaceWith(this);
        return copy;
    }

    /** The next offset per topic-partition. */
    Map<String, Long> sorted() {
        Map<String, Long> sorted = new TreeMap<>();
        inputs.forEach((input, next) -> sorted.put(input.toString(), next.offset));
        return sorted;
    }

    void clear() {
        inputs.clear();
        latest = null;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(inputs.size());
        for (Next next : inputs.values()) {
            out.writeUTF(next.input.topic());
            out.writeInt(next.input.partition());
            out.writeLong(next.offset);
        }
    }

    void load(DataInput in) throws IOException {
        clear();
        for (int left = in.readInt(); left > 0; left--) {
            nextOffset(in.readUTF(), in.readInt(), in.readLong());
        }
    }
}
