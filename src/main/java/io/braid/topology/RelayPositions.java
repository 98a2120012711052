package io.braid.topology;

import io.braid.checkpoint.Checkpointed;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How far a relay has read: four bytes of partition as the key, eight of the next offset as the value, big-endian. */
final class RelayPositions implements Checkpointed, Positions {
    private static final long NONE = -1;

    private final Map<Integer, Long> next = new HashMap<>();
    private final Set<Integer> changed = new HashSet<>();

    /** The next offset of {@code partition}; a relay reads one topic only. */
    @Override
    public long nextOffset(String topic, int partition) {
        return next.getOrDefault(partition, NONE);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        next.put(partition, offset);
        changed.add(partition);
    }

    @Override
    public void saveChanges(Sink sink) {
        for (int partition : changed) {
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
            long offset = next.getOrDefault(partition, NONE);
            sink.put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
        }
        changed.clear();
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        next.put(ByteBuffer.wrap(key).getInt(), ByteBuffer.wrap(value).getLong());
    }

    @Override
    public void reset() {
        next.clear();
        changed.clear();
    }
}
