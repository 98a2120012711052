package io.braid.bench;

import io.braid.learn.Predictions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Batches a second, and the events in them, of models M and S from batches that are already encoded. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LearnerBenchmark {
    /** Which model. */
    @Param
    public Model model = Model.M;

    /** Events in a batch. */
    @Param({"1", "16", "64", "256"})
    public int batch;

    /** Different events. */
    @Param("16384")
    public int events;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    private StepWork work;

    /** Makes the model and encodes its events. */
    @Setup
    public void prepare() {
        work = new StepWork(model.workload().with(batch, events));
    }

    /** The events beside the batches. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Events {
        /** How many so far. */
        public long events;
    }

    /** One pass that predicts and trains. */
    @Benchmark
    public Predictions step(Events counted) {
        counted.events += batch;
        return work.step();
    }

    /** One pass that predicts alone. */
    @Benchmark
    public Predictions predict(Events counted) {
        counted.events += batch;
        return work.predict();
    }
}
