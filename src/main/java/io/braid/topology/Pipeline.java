package io.braid.topology;

import io.braid.calibrate.Calibration;
import io.braid.checkpoint.CheckpointFormat;
import io.braid.checkpoint.ModelChange;
import io.braid.checkpoint.SavedModel;
import io.braid.checkpoint.Sections;
import io.braid.config.BalancingConfig;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.ingest.Event;
import io.braid.learn.Balancer;
import io.braid.learn.Learner;
import io.braid.learn.Predictions;
import io.braid.learn.TaskGradients;
import io.braid.learn.WeightsDigest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of one event joined, without Kafka: encode, learn, calibrate, publish, and the state that a checkpoint holds. The
 * processors and {@code braid replay} both run this, so what is replayed is what runs.
 *
 * <p>The state is a function of the events offered and their order alone. When an event is predicted may depend on the
 * clock, its prediction does not: weights and calibration change only where a
 * batch ends.
 */
public final class Pipeline implements Engine {
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final BraidConfig config;
    private final Encoder encoder;
    private final Batch batch;
    private final Learner learner;
    private final Predictions predictions;
    private final Calibration calibration;
    private final PendingEvents pending = new PendingEvents();
    private final Scoreboard scores;
    private final DriftMonitor drift;
    private final CheckpointFormat checkpoint;
    private final Sections sections = new Sections();
    private final InputOffsets offsets = new InputOffsets();
    private long events;
    private long trained;
    private long rejected;
    private long batches;
    private final DueOutput due;
    private long forgetBelow = Long.MIN_VALUE;
    private boolean changed;

    /** A pipeline that has seen nothing. */
    public Pipeline(BraidConfig config) {
        this.config = config;
        this.encoder = new Encoder(config);
        this.batch = new Batch(encoder.shape(), config.batch().size());
        this.learner = new Learner(config, encoder.shape());
        this.predictions = learner.predictions(config.batch().size());
        this.calibration = new Calibration(config);
        this.scores = new Scoreboard(config);
        this.drift = new DriftMonitor(config);
        this.due = new DueOutput(config.tasks());
        TaskGradients gradients = learner.gradients();
        sections.add("task gradients", gradients::save, gradients::load, gradients::reset);
        sections.add("calibration", calibration::save, calibration::load, calibration::reset);
        sections.add("intervals", scores::saveIntervals, scores::loadIntervals, scores::resetIntervals);
        if (config.balancing().type() != BalancingConfig.Type.FIXED) {
            Balancer balancer = learner.balancer();
            sections.add("balancing " + config.balancing().type(), balancer::save, balancer::load, balancer::reset);
        }
        sections.add(drift.section(), drift::save, drift::load, drift::reset);
        this.checkpoint = new CheckpointFormat(config, learner.groups(), encoder.vocabularies(), new SavedState());
    }

    @Override
    public void offer(Event event, Output output) {
        publishDue(output);
        encoder.encode(event, batch);
        pending.add(event, events++);
        changed = true;
        if (batch.isFull()) {
            learn(output);
        }
    }

    private void learn(Output output) {
        encoder.targets(batch);
        long version = learner.version();
        learner.step(batch, predictions);
        batches++;
        trained += batch.size();
        calibration.adjust(batch, 0, predictions);
        scores.add(batch, pending, calibration);
        drift.add(batch, pending, predictions, this::drifted);
        publish(version, output);
        calibration.learn(batch);
        batch.clear();
        pending.clear();
        scores.closeWindow(events, version, drift, output);
    }

    private void drifted(int task, long event) {
        log.warn(
                "task {}: its loss has risen, told by event {}; {} so far. Reaction: {}",
                config.tasks().get(task).name(),
                event,
                drift.drifts(task),
                config.drift().reaction());
        if (config.drift().reaction().resetsHead()) {
            learner.resetHead(task);
        }
        if (config.drift().reaction().restarts()) {
            learner.restart(task);
        }
    }

    @Override
    public void predictPending(Output output) {
        publishDue(output);
        if (hasUnpredicted()) {
            learner.predict(batch, pending.predicted(), predictions);
            calibration.adjust(batch, pending.predicted(), predictions);
            publish(learner.version(), output);
            pending.markPredicted();
            changed = true;
        }
    }

    @Override
    public boolean hasUnpredicted() {
        return !due.isEmpty() || pending.predicted() < pending.size();
    }

    @Override
    public void publishDue(Output output) {
        if (!due.isEmpty()) {
            due.sendTo(output);
        }
    }

    private void publish(long version, Output output) {
        for (int place = pending.predicted(); place < pending.size(); place++) {
            PendingEvents.Entry entry = pending.entry(place);
            for (int task = 0; task < config.tasks().size(); task++) {
                output.prediction(
                        config.tasks().get(task),
                        entry.key(),
                        entry.id(),
                        entry.timestamp(),
                        version,
                        calibration.of(place, task));
            }
            output.predicted();
        }
    }

    @Override
    public void rejected() {
        events++;
        rejected++;
        changed = true;
    }

    /** How many records were read, rejected ones included. */
    public long events() {
        return events;
    }

    /** How many batches were left out because their loss, gradient or update was not finite. */
    public long skippedBatches() {
        return learner.skipped();
    }

    /** Says that the second half of the events starts at the {@code index}-th, counted from 0; so it stays if restored. */
    public void halfAt(long index) {
        scores.halfAt(index);
    }

    /** What has come of the events so far; those that wait for their batch are predicted and scored for it. */
    public Summary summary() {
        learner.predict(batch, 0, predictions);
        calibration.adjust(batch, 0, predictions);
        return new Summary(
                events,
                trained,
                rejected,
                batches,
                learner.skipped(),
                learner.parameters(),
                learner.version(),
                WeightsDigest.of(learner),
                scores.summary(batch, pending, calibration, drift),
                Sharing.of(
                        learner.gradients(),
                        config.tasks().stream().map(TaskConfig::name).toList()));
    }

    @Override
    public long nextOffset(String topic, int partition) {
        return offsets.nextOffset(topic, partition);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        offsets.nextOffset(topic, partition, offset);
        changed = true;
    }

    /** The next offset per topic-partition. */
    public Map<String, Long> offsets() {
        return offsets.sorted();
    }

    @Override
    public void saveChanges(Sink sink) {
        // What is due must be in the same commit as the state that has left it behind.
        if (changed && due.isEmpty()) {
            checkpoint.save(sink);
            changed = false;
        }
    }

    @Override
    public void saveAhead(Sink sink) {
        if (changed && due.isEmpty()) {
            checkpoint.saveAhead(sink);
        }
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        checkpoint.restore(key, value);
    }

    @Override
    public void removed(byte[] key) {
        checkpoint.restore(key, null);
    }

    /** Says that a model of a generation below {@code generation} is forgotten as soon as it is restored. */
    public void forgetBelow(long generation) {
        forgetBelow = generation;
    }

    @Override
    public boolean restored() {
        if (checkpoint.generation() < forgetBelow) {
            InputOffsets place = offsets.copy();
            clear();
            offsets.replaceWith(place);
            checkpoint.begin(forgetBelow);
            changed = true;
            return true;
        }
        checkpoint.restored().ifPresent(this::carryOver);
        return false;
    }

    /**
     * Goes on with the model of another configuration: it predicts the events that wait, learns from them in a batch of its own,
     * and hands over what it has learned. All of this follows from the checkpoint alone, but for how predictions are published.
     */
    private void carryOver(SavedModel saved) {
        ModelChange change = ModelChange.between(saved.config(), config);
        change.requireCarried();
        Pipeline former = of(saved);
        former.predictPending(due);
        if (former.pending.size() > 0) {
            former.learn(due);
        }
        events = former.events;
        trained = former.trained;
        rejected = former.rejected;
        batches = former.batches;
        offsets.replaceWith(former.offsets);
        scores.carryOver(former.scores);
        drift.carryOver(former.drift);
        encoder.carryOver(former.encoder);
        learner.carryOver(former.learner);
        calibration.carryOver(former.calibration);
        checkpoint.begin(checkpoint.generation() + 1);
        changed = true;
        log.warn(
                "the model was learned under another configuration. Carried over: {}; new: {}; dropped: {}; changed:"
                        + " {}",
                change.carried(),
                change.added(),
                change.dropped(),
                change.adjusted());
    }

    /**
     * The model as it was saved: this one, or the one of the configuration that it was saved under.
     *
     * @throws io.braid.checkpoint.CheckpointException when something is damaged or missing
     */
    public Pipeline asSaved() {
        return checkpoint.restored().map(this::of).orElse(this);
    }

    /** The model of {@code saved}, which publishes its predictions as this one does. */
    private Pipeline of(SavedModel saved) {
        Pipeline pipeline = new Pipeline(saved.config().withPredictions(config.predictions()));
        saved.restoreInto(pipeline);
        if (pipeline.checkpoint.restored().isPresent()) {
            throw new IllegalStateException("the checkpoint's description is not of its own model");
        }
        return pipeline;
    }

    /** What it was made from. */
    public BraidConfig config() {
        return config;
    }

    @Override
    public void reset() {
        clear();
        checkpoint.reset();
    }

    private void clear() {
        events = 0;
        trained = 0;
        rejected = 0;
        batches = 0;
        offsets.clear();
        encoder.reset();
        batch.clear();
        pending.clear();
        due.clear();
        scores.reset();
        learner.reset();
        sections.reset();
        changed = false;
    }

    /** What a checkpoint holds beside the learner's blocks and the vocabularies. */
    private final class SavedState implements CheckpointFormat.State {
        @Override
        public void writePlace(DataOutput out) throws IOException {
            offsets.save(out);
        }

        @Override
        public void readPlace(DataInput in) throws IOException {
            offsets.load(in);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(events);
            out.writeLong(trained);
            out.writeLong(rejected);
            out.writeLong(batches);
            scores.saveCounts(out);
            learner.save(out);
            encoder.save(out);
            batch.save(out);
            pending.save(out);
            scores.saveScores(out);
            sections.save(out);
        }

        @Override
        public void read(DataInput in, int version) throws IOException {
            events = in.readLong();
            trained = in.readLong();
            rejected = in.readLong();
            batches = in.readLong();
            scores.loadCounts(in);
            if (version == 1) {
                readPlace(in);
            }
            learner.load(in);
            encoder.load(in);
            batch.load(in);
            pending.load(in);
            scores.loadScores(in);
            if (version >= 3) {
                sections.load(in);
            }
        }

        @Override
        public void clear() {
            Pipeline.this.clear();
        }
    }
}
