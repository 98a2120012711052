package io.braid.topology;

import io.braid.ingest.Event;

/** An engine that does what another does, but for what a test overrides. */
class DelegatingEngine implements Engine {
    private final Engine engine;

    DelegatingEngine(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
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
    public void publishDue(Output output) {
        engine.publishDue(output);
    }

    @Override
    public boolean hasUnpredicted() {
        return engine.hasUnpredicted();
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
    public void saveChanges(Sink sink) {
        engine.saveChanges(sink);
    }

    @Override
    public void saveAhead(Sink sink) {
        engine.saveAhead(sink);
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        engine.restore(key, value);
    }

    @Override
    public void removed(byte[] key) {
        engine.removed(key);
    }

    @Override
    public boolean restored() {
        return engine.restored();
    }

    @Override
    public void reset() {
        engine.reset();
    }
}
