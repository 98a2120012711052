package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.ingest.Event;
import io.braid.ingest.Ingested;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import io.braid.topology.Output;
import io.braid.topology.Pipeline;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final BraidConfig config = SampleModel.small().config();
    private final List<Event> events = new SampleEvents(config, 1, 0.1, 0.1).take(500);

    private void warmUp() {
        Iterator<Event> rehearsal = events.iterator();
        WarmUp.on(config, () -> rehearsal.hasNext() ? rehearsal.next() : null);
    }

    private Pipeline learnt(Runnable inTheMiddle) {
        Pipeline pipeline = new Pipeline(config);
        events.subList(0, 250).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        inTheMiddle.run();
        events.subList(250, 500).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        return pipeline;
    }

    @Test
    void leavesTheModelThatCountsAsItIs() {
        Pipeline cold = learnt(() -> {});

        Pipeline warm = learnt(this::warmUp);

        assertThat(warm.summary()).isEqualTo(cold.summary());
    }

    @Test
    void endsWithTheEvents() {
        AtomicInteger asked = new AtomicInteger();

        WarmUp.on(config, () -> next(asked.getAndIncrement()));

        assertThat(asked).hasValue(101);
    }

    private @Nullable Ingested next(int index) {
        return index < 100 ? events.get(index) : null;
    }
}
