package io.braid.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import io.braid.sample.SampleModel;
import org.junit.jupiter.api.Test;

class RandomEventsTest {
    @Test
    void everyOneIsLearntFromByEveryTask() {
        BraidConfig config = SampleModel.small().config();
        Pipeline pipeline = new Pipeline(config);
        RandomEvents events = new RandomEvents(config);
        int count = 20 * config.batch().size();

        for (int i = 0; i < count; i++) {
            pipeline.offer(events.next(), Output.NOWHERE);
        }

        Summary summary = pipeline.summary();
        assertThat(summary.trained()).isEqualTo(count);
        assertThat(summary.skippedBatches()).isZero();
        assertThat(summary.tasks().values())
                .allSatisfy(task -> assertThat(task.labelled()).isEqualTo(count));
    }
}
