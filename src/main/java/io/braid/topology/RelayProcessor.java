package io.braid.topology;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends the records of one partition on to the internal topic, unchanged but for a header with the place they came from. */
final class RelayProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final boolean fromBeginning;
    private @Nullable Session session;

    RelayProcessor(Supplier<Consumer<byte[], byte[]>> readers, boolean fromBeginning) {
        this.readers = readers;
        this.fromBeginning = fromBeginning;
    }

    /** What lives from {@link #init} to {@link #close}. */
    private record Session(ProcessorContext<byte[], byte[]> context, OffsetGuard guard, GapReader gaps) {}

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        GapReader gaps = new GapReader(readers, false);
        session = new Session(context, new OffsetGuard(new CommittedPositions(readers), gaps, fromBeginning), gaps);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Session current = Processors.initialised(session);
        RecordMetadata place = Processors.place(current.context());
        if (current.guard().accept(place.topic(), place.partition(), place.offset())) {
            current.context().forward(Relayed.wrap(record, place));
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.gaps().close();
        }
    }
}
