package io.braid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    static Stream<Section> sections() {
        return Stream.of(
                        Stream.of(
                                Settings.Root.SECTION,
                                Settings.Events.SECTION,
                                Settings.Model.SECTION,
                                Settings.Optimizer.SECTION,
                                Settings.Balancing.SECTION,
                                Settings.Batch.SECTION,
                                Settings.Checkpoint.SECTION,
                                Settings.Metrics.SECTION,
                                Settings.Predictions.SECTION),
                        Settings.Feature.VARIANTS.sections().values().stream(),
                        Settings.Task.VARIANTS.sections().values().stream())
                .flatMap(sections -> sections);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void hasDefaultsThatFit(Section section) {
        Values nothing = new Values(Place.whole("test"), "", Map.of());

        for (Setting<?> setting : section.settings()) {
            assertThatCode(() -> setting.fallback().value(nothing))
                    .as("default of %s: %s", setting.name(), setting.absent())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void declaresEachNameOnce(Section section) {
        assertThat(section.names()).doesNotHaveDuplicates();
    }

    static Stream<Variants> variants() {
        return Stream.of(Settings.Feature.VARIANTS, Settings.Task.VARIANTS);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void namesJustTheTypesThatHaveASection(Variants variants) {
        Setting<?> type = variants.common().stream()
                .filter(setting -> setting.name().equals("type"))
                .findFirst()
                .orElseThrow();

        List<String> types = List.copyOf(variants.sections().keySet());
        assertThat(type.kind().expectation()).isEqualTo("one of " + String.join(", ", types));
    }
}
