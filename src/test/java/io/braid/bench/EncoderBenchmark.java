package io.braid.bench;

import io.braid.encode.Batch;
import io.braid.encode.Encoder;
import io.braid.ingest.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events a second that are encoded, from events that are already decoded. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncoderBenchmark {
    /** Which model's features. */
    @Param
    public Model model = Model.M;

    /** Different events. */
    @Param("16384")
    public int events;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    private Encoder encoder;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    private Batch batch;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    private List<Event> drawn;

    private int next;

    /** Makes the encoder and draws the events. */
    @Setup
    public void prepare() {
        Workload workload = model.workload();
        encoder = new Encoder(workload.config());
        batch = new Batch(encoder.shape(), workload.batch());
        SyntheticEvents source = new SyntheticEvents(workload);
        drawn = Stream.generate(source::next).limit(events).toList();
    }

    /** One event into the batch, and the batch's targets when it is full. */
    @Benchmark
    public Batch encode() {
        if (batch.isFull()) {
            encoder.targets(batch);
            batch.clear();
        }
        encoder.encode(drawn.get(next), batch);
        next = next + 1 == events ? 0 : next + 1;
        return batch;
    }
}
