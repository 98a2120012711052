package io.braid.topology;

import io.braid.ingest.Event;
import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;

/** An engine whose saving and restoring faults can strike. */
final class FaultyEngine implements Engine {
    private final Engine engine;
    private final Injector injector;
    private final Runnable restored;
    private boolean restoring;

    /**
     * {@code engine} with faults.
     *
     * @param restored runs once the engine is restored, before it takes events
     */
    FaultyEngine(Engine engine, Injector injector, Runnable restored) {
        this.engine = engine;
        this.injector = injector;
        this.restored = restored;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void saveChanges(Sink sink) {
        injector.reach(Step.SAVE, Moment.BEFORE);
        engine.saveChanges((key, value) -> {
            sink.put(key, value);
            injector.reach(Step.SAVE, Moment.DURING);
        });
        injector.reach(Step.SAVE, Moment.AFTER);
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        if (!restoring) {
            restoring = true;
            injector.reach(Step.RESTORE, Moment.BEFORE);
        }
        engine.restore(key, value);
        injector.reach(Step.RESTORE, Moment.DURING);
    }

    @Override
    public void removed(byte[] key) {
        engine.removed(key);
    }

    @Override
    public boolean restored() {
        boolean forgotten = engine.restored();
        if (restoring) {
            restored.run();
            injector.reach(Step.RESTORE, Moment.AFTER);
        }
        return forgotten;
    }

    @Override
    public boolean hasUnpredicted() {
        return engine.hasUnpredicted();
    }

    @Override
    public void publishDue(Output output) {
        engine.publishDue(output);
    }

    @Override
    public void offer(Event event, Output output) {
        engine.offer(event, output);
    }

    @Override
    public void predictPending(Output output) {
        engine.predictPending(output);
    }

    @Override
    public void rejected() {
        engine.rejected();
    }

    @Override
    public long nextOffset(String topic, int partition) {
        return engine.nextOffset(topic, partition);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        engine.nextOffset(topic, partition, offset);
    }

    @Override
    public void reset() {
        engine.reset();
    }
}
