package io.braid.checkpoint;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store under Kafka Streams' change-logging layer that keeps nothing: what is put goes to the changelog alone, what
 * is restored goes to a callback. It can't be read.
 */
final class ChangelogOnlyStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final Restoring restoring;
    private final Position position = Position.emptyPosition();
    private boolean open;

    private ChangelogOnlyStore(String name, Restoring restoring) {
        this.name = name;
        this.restoring = restoring;
    }

    /** Takes one restored entry; a null value deletes the key. */
    @FunctionalInterface
    interface Restoring {
        void restore(byte[] key, byte @Nullable [] value);
    }

    /** Supplies such stores to {@link org.apache.kafka.streams.state.Stores}. */
    record Supplier(String name, Restoring restoring) implements KeyValueBytesStoreSupplier {
        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new ChangelogOnlyStore(name, restoring);
        }

        @Override
        public String metricsScope() {
            return "model";
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open = true;
        context.register(root, (BatchingStateRestoreCallback) this::restoreAll);
    }

    private void restoreAll(Collection<KeyValue<byte[], byte[]>> entries) {
        for (KeyValue<byte[], byte[]> entry : entries) {
            restoring.restore(entry.key, entry.value);
        }
    }

    @Override
    public void put(Bytes key, byte[] value) {}

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw unreadable();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {}

    @Override
    public byte[] delete(Bytes key) {
        throw unreadable();
    }

    @Override
    public byte[] get(Bytes key) {
        throw unreadable();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw unreadable();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw unreadable();
    }

    private UnsupportedOperationException unreadable() {
        return new UnsupportedOperationException("store " + name + " is written to its changelog only");
    }

    @Override
    public long approximateNumEntries() {
        return 0;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Position getPosition() {
        return position;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    @SuppressWarnings("deprecation") // Kafka Streams will take true for granted; until then it has to be said.
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
