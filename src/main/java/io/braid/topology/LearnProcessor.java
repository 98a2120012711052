package io.braid.topology;

import io.braid.checkpoint.ModelStore;
import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import io.braid.ingest.Ingested;
import io.braid.ingest.Origin;
import io.braid.ingest.Rejection;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Hands the events to the {@link Engine}, each once and in order, and the records that are no events to the rejects.
 *
 * <p>An event that has waited for {@code batch.linger} is predicted early. The clock decides when a prediction is made,
 * never what is learned.
 */
final class LearnProcessor implements Processor<byte[], Ingested, byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(LearnProcessor.class);

    private final BraidConfig config;
    private final Stages stages;
    private final boolean relayed;
    private @Nullable Session session;
    private long rejections;

    /**
     * A processor.
     *
     * @param relayed whether the records come by way of the internal topic
     */
    LearnProcessor(BraidConfig config, Stages stages, boolean relayed) {
        this.config = config;
        this.stages = stages;
        this.relayed = relayed;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        ModelStore<Engine> store = context.getStateStore(BraidTopology.STORE);
        boolean forgotten = store.state().restored();
        String input = relayed
                ? BraidTopology.orderedTopic(context.applicationId())
                : config.events().topic();
        new CommittedPlace(stages.readers()).settle(new TopicPartition(input, 0), store.state(), forgotten);
        GapReader gaps = new GapReader(stages.readers(), relayed);
        Session started = new Session(
                context,
                store,
                store.state(),
                new OffsetGuard(store.state(), gaps, relayed || stages.fromBeginning()),
                gaps,
                new TopicOutput(
                        context,
                        stages.predictions().get(),
                        stages.metrics().get(),
                        stages.limits().rejects()),
                new Linger(config.batch().linger()));
        session = started;
        stages.learning().begin(started.engine(), started.engine().nextOffset(input, 0));
        Duration interval = Linger.interval(config.batch().linger());
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> predictWaiting(started, now));
    }

    @Override
    public void process(Record<byte[], Ingested> record) {
        Session current = Processors.initialised(session);
        current.store.resumed();
        try {
            current.engine.publishDue(current.output);
            RecordMetadata place = Processors.place(current.context);
            if (current.guard.accept(place.topic(), place.partition(), place.offset()) && isNew(current, record)) {
                current.output.timestamp(record.timestamp());
                take(current, record);
                current.store.saveAhead();
            }
        } catch (RuntimeException failure) {
            throw Processors.abandoned(current.store, failure);
        }
    }

    /** Whether a relayed record wasn't relayed before, which it may be when the guarantee is at_least_once. */
    private boolean isNew(Session current, Record<byte[], Ingested> record) {
        if (!relayed) {
            return true;
        }
        Origin origin = Relayed.origin(record.headers(), config.events().topic());
        if (origin.offset() < current.engine.nextOffset(origin.topic(), origin.partition())) {
            return false;
        }
        current.engine.nextOffset(origin.topic(), origin.partition(), origin.offset() + 1);
        return true;
    }

    private void take(Session current, Record<byte[], Ingested> record) {
        if (record.value() instanceof Event event) {
            current.engine.offer(event, current.output);
            predictWaiting(current, current.context.currentSystemTimeMs());
        } else if (record.value() instanceof Rejection rejection) {
            log.atLevel(rejections++ == 0 ? Level.WARN : Level.DEBUG)
                    .log("rejected {}: {} (further ones are logged at DEBUG)", rejection.origin(), rejection.reason());
            current.engine.rejected();
            current.output.rejection(rejection, record.headers());
        }
    }

    private void predictWaiting(Session current, long now) {
        current.store.resumed();
        try {
            if (current.linger.isOver(current.engine.hasUnpredicted(), now)) {
                current.engine.predictPending(current.output);
            }
            stages.learning().unpredicted(current.engine.hasUnpredicted());
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
            ModelStore<Engine> store,
            Engine engine,
            OffsetGuard guard,
            GapReader gaps,
            TopicOutput output,
            Linger linger) {}
}
