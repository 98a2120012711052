package io.braid.topology;

import io.braid.checkpoint.CheckpointFormat;
import io.braid.config.BraidConfig;
import io.braid.config.TaskConfig;
import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.ingest.Event;
import io.braid.learn.Learner;
import io.braid.learn.Predictions;
import io.braid.learn.WeightsDigest;
import io.braid.metrics.ProgressiveScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The stages of one event joined, without Kafka: encode, learn, publish, and the state that a checkpoint holds. The
 * processors and {@code braid replay} both run this, so what is replayed is what runs.
 *
 * <p>The state is a function of the events offered and their order alone. When an event is predicted may depend on the
 * clock, its prediction does not: weights change only where a
 * batch ends.
 */
public final class Pipeline implements Engine {
    private final BraidConfig config;
    private final Encoder encoder;
    private final Batch batch;
    private final Learner learner;
    private final Predictions predictions;
    private final PendingEvents pending = new PendingEvents();
    private final List<ProgressiveScore> scores;
    private final long[] labelled;
    private final long[] windowLabelled;
    private final CheckpointFormat checkpoint;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private long events;
    private long trained;
    private long rejected;
    private long batches;
    private long windowStart;
    private long halfAt = Long.MAX_VALUE;
    private boolean changed;

    /** A pipeline that has seen nothing. */
    public Pipeline(BraidConfig config) {
        this.config = config;
        this.encoder = new Encoder(config);
        this.batch = new Batch(encoder.shape(), config.batch().size());
        this.learner = new Learner(config, encoder.shape());
        this.predictions = learner.predictions(config.batch().size());
        this.scores = config.tasks().stream()
                .map(task -> new ProgressiveScore(task, Long.MAX_VALUE))
                .toList();
        this.labelled = new long[config.tasks().size()];
        this.windowLabelled = new long[config.tasks().size()];
        this.checkpoint = new CheckpointFormat(config, learner.blocks(), encoder.vocabularies());
    }

    @Override
    public void offer(Event event, Output output) {
        encoder.encode(event, batch);
        pending.add(event, events++);
        changed = true;
        if (batch.isFull()) {
            encoder.targets(batch);
            long version = learner.version();
            learner.step(batch, predictions);
            batches++;
            trained += batch.size();
            score(scores, true);
            publish(version, output);
            batch.clear();
            pending.clear();
            closeWindow(version, output);
        }
    }

    @Override
    public void predictPending(Output output) {
        if (hasUnpredicted()) {
            learner.predict(batch, pending.predicted(), predictions);
            publish(learner.version(), output);
            pending.markPredicted();
            changed = true;
        }
    }

    @Override
    public boolean hasUnpredicted() {
        return pending.predicted() < pending.size();
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
                        predictions.of(place, task));
            }
        }
    }

    /** Adds the batch's predictions to {@code target}; one that was made before its task's first label has no unit and no score. */
    private void score(List<ProgressiveScore> target, boolean count) {
        for (int task = 0; task < target.size(); task++) {
            for (int place = 0; place < batch.size(); place++) {
                double label = batch.label(place, task);
                if (Double.isNaN(label)) {
                    continue;
                }
                if (count) {
                    labelled[task]++;
                    windowLabelled[task]++;
                }
                if (!Double.isNaN(batch.shift(place, task))) {
                    target.get(task).add(pending.entry(place).index(), label, predictions.of(place, task));
                }
            }
        }
    }

    private void closeWindow(long version, Output output) {
        if (events - windowStart < config.metrics().window()) {
            return;
        }
        for (int task = 0; task < scores.size(); task++) {
            TaskConfig about = config.tasks().get(task);
            ProgressiveScore score = scores.get(task);
            output.metrics(
                    about,
                    windowStart,
                    events,
                    windowLabelled[task],
                    version,
                    score.window().values());
            score.closeWindow();
            windowLabelled[task] = 0;
        }
        windowStart = events;
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
        halfAt = index;
        scores.forEach(score -> score.halfAt(index));
    }

    /** What has come of the events so far; those that wait for their batch are predicted and scored for it. */
    public Summary summary() {
        List<ProgressiveScore> all = scores.stream().map(ProgressiveScore::copy).toList();
        learner.predict(batch, 0, predictions);
        score(all, false);
        Map<String, Summary.TaskSummary> tasks = new LinkedHashMap<>();
        for (int task = 0; task < all.size(); task++) {
            TaskConfig about = config.tasks().get(task);
            long labels = labelled[task];
            for (int place = 0; place < batch.size(); place++) {
                labels += Double.isNaN(batch.label(place, task)) ? 0 : 1;
            }
            tasks.put(
                    about.name(),
                    new Summary.TaskSummary(
                            about.type(),
                            labels,
                            all.get(task).total().values(),
                            all.get(task).secondHalf().values()));
        }
        return new Summary(
                events,
                trained,
                rejected,
                batches,
                learner.skipped(),
                learner.parameters(),
                learner.version(),
                WeightsDigest.of(learner),
                tasks);
    }

    @Override
    public long nextOffset(String topic, int partition) {
        return offsets.getOrDefault(new TopicPartition(topic, partition), -1L);
    }

    @Override
    public void nextOffset(String topic, int partition, long offset) {
        offsets.put(new TopicPartition(topic, partition), offset);
        changed = true;
    }

    /** The next offset per topic-partition. */
    public Map<String, Long> offsets() {
        Map<String, Long> sorted = new TreeMap<>();
        offsets.forEach((place, offset) -> sorted.put(place.toString(), offset));
        return sorted;
    }

    @Override
    public void saveChanges(Sink sink) {
        if (changed) {
            checkpoint.save(this::write, sink);
            changed = false;
        }
    }

    private void write(DataOutput out) throws IOException {
        out.writeLong(events);
        out.writeLong(trained);
        out.writeLong(rejected);
        out.writeLong(batches);
        out.writeLong(windowStart);
        for (int task = 0; task < labelled.length; task++) {
            out.writeLong(labelled[task]);
            out.writeLong(windowLabelled[task]);
        }
        out.writeInt(offsets.size());
        for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
            out.writeUTF(offset.getKey().topic());
            out.writeInt(offset.getKey().partition());
            out.writeLong(offset.getValue());
        }
        learner.save(out);
        encoder.save(out);
        batch.save(out);
        pending.save(out);
        for (ProgressiveScore score : scores) {
            score.save(out);
        }
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        checkpoint.restore(key, value, this::read);
    }

    private void read(DataInput in) throws IOException {
        events = in.readLong();
        trained = in.readLong();
        rejected = in.readLong();
        batches = in.readLong();
        windowStart = in.readLong();
        for (int task = 0; task < labelled.length; task++) {
            labelled[task] = in.readLong();
            windowLabelled[task] = in.readLong();
        }
        offsets.clear();
        for (int left = in.readInt(); left > 0; left--) {
            offsets.put(new TopicPartition(in.readUTF(), in.readInt()), in.readLong());
        }
        learner.load(in);
        encoder.load(in);
        batch.load(in);
        pending.load(in);
        for (ProgressiveScore score : scores) {
            score.load(in);
            if (halfAt != Long.MAX_VALUE) {
                score.halfAt(halfAt);
            }
        }
    }

    @Override
    public void reset() {
        events = 0;
        trained = 0;
        rejected = 0;
        batches = 0;
        windowStart = 0;
        Arrays.fill(labelled, 0);
        Arrays.fill(windowLabelled, 0);
        offsets.clear();
        encoder.reset();
        batch.clear();
        pending.clear();
        for (ProgressiveScore score : scores) {
            score.reset();
        }
        learner.reset();
        checkpoint.reset();
        changed = false;
    }
}
