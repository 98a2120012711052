package io.braid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import org.junit.jupiter.api.Test;

/** The sample goes through many tests, so it has to show every type of feature and of task. */
class SampleModelTest {
    @Test
    void hasAFeatureOfEveryType() {
        assertThat(SampleModel.EVERY_FEATURE.stream().<Class<?>>map(FeatureConfig::getClass))
                .contains(FeatureConfig.class.getPermittedSubclasses());
    }

    @Test
    void hasATaskOfEveryType() {
        assertThat(SampleModel.EVERY_TASK.stream().<Class<?>>map(TaskConfig::getClass))
                .containsExactlyInAnyOrder(TaskConfig.class.getPermittedSubclasses());
    }
}
