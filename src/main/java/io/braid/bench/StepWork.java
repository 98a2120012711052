package io.braid.bench;

import io.braid.config.BraidConfig;
import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.encode.Shape;
import io.braid.ingest.Event;
import io.braid.learn.Learner;
import io.braid.learn.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Predicts batches that are already encoded and trains on them, one after the other and from the start again. */
public final class StepWork implements Work {
    private static final int STRETCH = 256;

    private final List<Batch> batches = new ArrayList<>();
    private final Learner learner;
    private final Predictions predictions;
    private final Shape shape;
    private int next;

    /** A new model of {@code workload}, and its events in batches. */
    public StepWork(Workload workload) {
        BraidConfig config = workload.config();
        SyntheticEvents source = new SyntheticEvents(workload);
        List<Event> events = Stream.generate(source::next)
                .limit(Math.max(workload.batch(), workload.events()))
                .toList();
        Encoder encoder = new Encoder(config);
        shape = encoder.shape();
        meet(events, encoder);
        for (int first = 0; first + workload.batch() <= events.size(); first += workload.batch()) {
            Batch batch = new Batch(shape, workload.batch());
            events.subList(first, first + workload.batch()).forEach(event -> encoder.encode(event, batch));
            encoder.targets(batch);
            batches.add(batch);
        }
        learner = new Learner(config, shape);
        predictions = learner.predictions(workload.batch());
    }

    /** Encodes the events in another order first, so that their rows don't lie in the order in which they will be read. */
    private void meet(List<Event> events, Encoder encoder) {
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(7));
        Batch scratch = new Batch(shape, 1);
        for (Event event : shuffled) {
            encoder.encode(event, scratch);
            scratch.clear();
        }
    }

    /** Predicts and trains on as many batches as make 256 events, one at least; returns the events. */
    @Override
    public long run() {
        long events = 0;
        while (events < STRETCH) {
            Batch batch = nextBatch();
            learner.step(batch, predictions);
            events += batch.size();
        }
        return events;
    }

    /** Predicts and trains on the next batch. */
    public Predictions step() {
        learner.step(nextBatch(), predictions);
        return predictions;
    }

    /** Predicts the next batch. */
    public Predictions predict() {
        learner.predict(nextBatch(), 0, predictions);
        return predictions;
    }

    private Batch nextBatch() {
        Batch batch = batches.get(next);
        next = next + 1 == batches.size() ? 0 : next + 1;
        return batch;
    }

    /** The model. */
    public Learner learner() {
        return learner;
    }

    /** Parameters that every event uses: all but the embeddings. */
    public long denseParameters() {
        return learner.parameters()
                - shape.tables().stream()
                        .mapToLong(table -> (long) table.rows() * table.dim())
                        .sum();
    }
}
