package io.braid.topology;

import io.braid.ingest.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be remembered of the events of the batch that is filling, beside their encoded form. */
final class PendingEvents {
    private final List<Entry> entries = new ArrayList<>();
    private int predicted;

    /**
     * One event that waits for its batch.
     *
     * @param index its place in the stream, counted from 0
     */
    record Entry(byte @Nullable [] key, String id, long timestamp, long index) {}

    void add(Event event, long index) {
        entries.add(new Entry(event.key(), event.id(), event.timestamp(), index));
    }

    /** The event at {@code place} of the batch. */
    Entry entry(int place) {
        return entries.get(place);
    }

    int size() {
        return entries.size();
    }

    /** How many of them, from the first on, were predicted already. */
    int predicted() {
        return predicted;
    }

    /** Marks all of them as predicted. */
    void markPredicted() {
        predicted = entries.size();
    }

    void clear() {
        entries.clear();
        predicted = 0;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(predicted);
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            byte[] key = entry.key();
            out.writeInt(key == null ? -1 : key.length);
            if (key != null) {
                out.write(key);
            }
            byte[] id = entry.id().getBytes(StandardCharsets.UTF_8);
            out.writeInt(id.length);
            out.write(id);
            out.writeLong(entry.timestamp());
            out.writeLong(entry.index());
        }
    }

    void load(DataInput in) throws IOException {
        entries.clear();
        predicted = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            byte[] key = length < 0 ? null : bytes(in, length);
            String id = new String(bytes(in, in.readInt()), StandardCharsets.UTF_8);
            entries.add(new Entry(key, id, in.readLong(), in.readLong()));
        }
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
