package io.braid.topology;

import io.braid.topology.Fault.Moment;
import io.braid.topology.Fault.Step;

/** An engine whose saving and restoring faults can strike. */
final class FaultyEngine extends DelegatingEngine {
    private final Injector injector;
    private final Runnable restored;
    private boolean restoring;

    /**
     * {@code engine} with faults.
     *
     * @param restored runs once the engine is restored, before it takes events
     */
    FaultyEngine(Engine engine, Injector injector, Runnable restored) {
        super(engine);
        this.injector = injector;
        this.restored = restored;
    }

    @Override
    public void saveAhead(Sink sink) {
        injector.reach(Step.AHEAD, Moment.BEFORE);
        super.saveAhead(reaching(Step.AHEAD, sink));
        injector.reach(Step.AHEAD, Moment.AFTER);
    }

    @Override
    public void saveChanges(Sink sink) {
        injector.reach(Step.SAVE, Moment.BEFORE);
        super.saveChanges(reaching(Step.SAVE, sink));
        injector.reach(Step.SAVE, Moment.AFTER);
    }

    private Sink reaching(Step step, Sink sink) {
        return (key, value) -> {
            sink.put(key, value);
            injector.reach(step, Moment.DURING);
        };
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        if (!restoring) {
            restoring = true;
            injector.reach(Step.RESTORE, Moment.BEFORE);
        }
        super.restore(key, value);
        injector.reach(Step.RESTORE, Moment.DURING);
    }

    @Override
    public boolean restored() {
        boolean forgotten = super.restored();
        if (restoring) {
            restored.run();
            injector.reach(Step.RESTORE, Moment.AFTER);
        }
        return forgotten;
    }
}
