package io.braid.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The state store around a {@link Checkpointed}: its changed pieces go to a changelog topic in the transaction that
 * commits the offsets of the events that changed them.
 *
 * <p><b>The hook.</b> Kafka Streams (4.3.1) commits in this order: {@code flushCache} of every {@link CachedStateStore},
 * flush of the producer, offsets into the transaction, commit; only afterwards {@link #commit}. {@code flushCache} is
 * therefore the one callback whose writes share the transaction with the offsets, at a moment when no event is half
 * learned. It belongs to an internal interface of Kafka Streams: nothing outside this class depends on it, and a test
 * pins the order of the calls.
 *
 * <p><b>Restoring.</b> There is no local copy: the state is read whole from the compacted changelog, each piece straight
 * into the {@link Checkpointed}. The store still calls itself persistent, because Kafka Streams then keeps the
 * identity of the process on disk, with which a process that was killed takes back its task and its transactions at once.
 *
 * <p><b>Failures.</b> Kafka Streams also calls {@code flushCache} when it closes a task that failed. Under exactly-once
 * these writes are aborted with their transaction. {@link #abandon} stops them for a half-learned event under any
 * guarantee.
 *
 * <p><b>No revival.</b> After some failures Kafka Streams closes a task and initialises it again while its thread and its
 * consumer live on, and then it may lose the reset of the consumer's position, and even commit the lost one (seen in
 * 4.3.1 with its own stores too): records would be left out. So a second {@link #init} of the same instance fails, which
 * ends the thread; the one that replaces it starts from the last commit with a consumer and a store of its own.
 *
 * @param <S> the state
 */
public final class ModelStore<S extends Checkpointed> implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private final Supplier<S> states;
    private final SaveCosts costs;
    private final KeyValueStore<Bytes, byte[]> changelog;
    private @Nullable S state;
    private @Nullable RuntimeException notRestored;
    private boolean abandoned;
    private @Nullable SaveMetrics metrics;
    private final Written ahead = new Written();

    /** When the save began whose commit is not known to be over, or 0. */
    private long saveStarted;

    private ModelStore(String name, Supplier<S> states, SaveCosts costs, Map<String, String> topicConfig) {
        this.name = name;
        this.states = states;
        this.costs = costs;
        this.changelog = Stores.keyValueStoreBuilder(
                        new ChangelogOnlyStore.Supplier(name, this::restore), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(topicConfig)
                .withCachingDisabled()
                .build();
    }

    /**
     * A builder of stores, one for each task, each with a state of its own.
     *
     * @param name the store's name, and the middle of its changelog topic's
     * @param states makes the state as it is before the first event
     * @param costs counts what all of them save
     */
    public static <S extends Checkpointed> StoreBuilder<ModelStore<S>> builder(
            String name, Supplier<S> states, SaveCosts costs) {
        return new Builder<>(name, states, costs);
    }

    /**
     * The state; complete once the processors of the task are initialised.
     *
     * @throws CheckpointException when it couldn't be restored
     */
    public S state() {
        if (notRestored != null) {
            throw notRestored;
        }
        if (state == null) {
            throw new IllegalStateException("store " + name + " is not initialised");
        }
        return state;
    }

    /** Gives up the state: nothing more of it is written. */
    public void abandon() {
        abandoned = true;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        if (state != null) {
            throw new RevivedTaskException("task " + context.taskId() + " is revived after a failure; its thread is"
                    + " replaced instead, which starts from the last commit");
        }
        state = states.get();
        state.reset();
        metrics = new SaveMetrics(context, name);
        changelog.init(context, root);
    }

    /**
     * Restores one piece. A failure shows on the thread that then asks for the {@link #state}: thrown here it would end the
     * thread that restores all tasks, and Kafka Streams (4.3.1) waits five minutes for that one before it closes.
     */
    private void restore(byte[] key, byte @Nullable [] value) {
        if (notRestored != null) {
            return;
        }
        try {
            if (value == null) {
                state().removed(key);
            } else {
                state().restore(key, value);
            }
        } catch (RuntimeException problem) {
            notRestored = problem;
        }
    }

    @Override
    public void flushCache() {
        if (abandoned || notRestored != null) {
            return;
        }
        long started = System.nanoTime();
        Written saved = new Written();
        state().saveChanges(saved);
        if (saved.pieces > 0 && metrics != null) {
            double millis = (System.nanoTime() - started) / 1e6;
            costs.ahead(ahead.pieces, ahead.bytes);
            costs.saved(saved.pieces, saved.bytes, millis);
            metrics.saved(saved.pieces, saved.bytes, ahead.bytes, millis);
            ahead.pieces = 0;
            ahead.bytes = 0;
            saveStarted = started;
        }
    }

    /**
     * Writes what the state wants to have written before the commit, into the transaction that is open. To be called after an
     * event, which Kafka Streams then commits with it.
     */
    public void saveAhead() {
        state().saveAhead(ahead);
    }

    /** The changelog, and what went there. */
    private final class Written implements Checkpointed.Sink {
        private long pieces;
        private long bytes;

        @Override
        public void put(byte[] key, byte @Nullable [] value) {
            pieces++;
            bytes += key.length + (value == null ? 0 : value.length);
            changelog.put(Bytes.wrap(key), value);
        }
    }

    /** Says that the thread is back at the events, so that a save before is committed. */
    public void resumed() {
        if (saveStarted != 0 && metrics != null) {
            double millis = (System.nanoTime() - saveStarted) / 1e6;
            costs.stalled(millis);
            metrics.stalled(millis);
            saveStarted = 0;
        }
    }

    /** Nothing to do: the pieces are in the changelog, committed with the offsets. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {}

    /** There is no local copy, so no offset that it corresponds to: null. */
    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
        changelog.close();
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
        return changelog.isOpen();
    }

    @Override
    public void clearCache() {}

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    private static final class Builder<S extends Checkpointed> implements StoreBuilder<ModelStore<S>> {
        private final String name;
        private final Supplier<S> states;
        private final SaveCosts costs;
        private final Map<String, String> topicConfig = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                // A piece is smaller than 1 MiB; twice that leaves room for the record around it.
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(2 << 20),
                // The cleaner spares the newest segment, and a restart reads it whole: keep it and the dirty part
                // small.
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(16 << 20),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.1",
                // The pieces have no time of their own; a broker refuses the future times that events may carry.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime"));

        Builder(String name, Supplier<S> states, SaveCosts costs) {
            this.name = name;
            this.states = states;
            this.costs = costs;
        }

        @Override
        public ModelStore<S> build() {
            return new ModelStore<>(name, states, costs, topicConfig);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Map<String, String> logConfig() {
            return topicConfig;
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }

        @Override
        public StoreBuilder<ModelStore<S>> withLoggingEnabled(Map<String, String> config) {
            topicConfig.putAll(config);
            return this;
        }

        @Override
        public StoreBuilder<ModelStore<S>> withLoggingDisabled() {
            throw new UnsupportedOperationException("store " + name + " lives in its changelog");
        }

        @Override
        public StoreBuilder<ModelStore<S>> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ModelStore<S>> withCachingDisabled() {
            return this;
        }
    }
}
