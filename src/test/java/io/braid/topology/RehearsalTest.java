package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.ingest.Event;
import io.braid.sample.SampleEvents;
import io.braid.sample.SampleModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private final BraidConfig config = SampleModel.small().config();

    @Test
    void leavesTheModelThatCountsAsItIs() {
        Summary without = learnt(() -> {});

        Summary with = learnt(() -> Rehearsal.of(config));

        assertThat(with).isEqualTo(without);
    }

    @Test
    void keepsEveryFeatureButNotTheSizeOfItsTable() {
        BraidConfig small = Rehearsal.small(config.withFeatures(List.of(
                new FeatureConfig.Numeric("number", "a.b"),
                new FeatureConfig.Categorical("category", "c", 8, 1_000_000),
                new FeatureConfig.Text("text", "t", 4, 10, 2))));

        assertThat(small.features())
                .containsExactly(
                        new FeatureConfig.Numeric("number", "a.b"),
                        new FeatureConfig.Categorical("category", "c", 8, 1_024),
                        new FeatureConfig.Text("text", "t", 4, 10, 2));
    }

    private Summary learnt(Runnable inTheMiddle) {
        List<Event> events = new SampleEvents(config, 1, 0.1, 0.1).take(500);
        Pipeline pipeline = new Pipeline(config);
        events.subList(0, 250).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        inTheMiddle.run();
        events.subList(250, 500).forEach(event -> pipeline.offer(event, Output.NOWHERE));
        return pipeline.summary();
    }
}
