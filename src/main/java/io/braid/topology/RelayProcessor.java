package io.braid.topology;

import io.braid.checkpoint.ModelStore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends the records of one partition on to the internal topic, each once and in order. */
final class RelayProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final boolean fromBeginning;
    private final RecordLimits limits;
    private @Nullable Session session;

    RelayProcessor(Supplier<Consumer<byte[], byte[]>> readers, boolean fromBeginning, RecordLimits limits) {
        this.readers = readers;
        this.fromBeginning = fromBeginning;
        this.limits = limits;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        ModelStore<RelayPositions> store = context.getStateStore(BraidTopology.RELAY_STORE);
        GapReader gaps = new GapReader(readers, false);
        session = new Session(context, store, new OffsetGuard(store.state(), gaps, fromBeginning), gaps);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Session current = Processors.initialised(session);
        try {
            RecordMetadata place = Processors.place(current.context);
            if (current.guard.accept(place.topic(), place.partition(), place.offset())) {
                long timestamp = Processors.notAhead(record.timestamp(), current.context);
                current.context.forward(Relayed.wrap(record.withTimestamp(timestamp), place, limits));
            }
        } catch (RuntimeException failure) {
            throw Processors.abandoned(current.store, failure);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.gaps.close();
        }
    }

    /** What lives from {@link #init} to {@link #close}. */
    private record Session(
            ProcessorContext<byte[], byte[]> context,
            ModelStore<RelayPositions> store,
            OffsetGuard guard,
            GapReader gaps) {}
}
