package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectNamesTest {

    private static final Schema FLIGHT = SchemaBuilder.record("io.flights.Flight")
            .fields()
            .requiredInt("delay")
            .endRecord();

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, flights-value",
        "RecordNameStrategy, io.flights.Flight",
        "TopicRecordNameStrategy, flights-io.flights.Flight",
    })
    void namesSubjectsAsConfluentDoes(String strategy, String subject) {
        Map<String, String> byShortName = Map.of("value.subject.name.strategy", strategy);
        Map<String, String> byClassName =
                Map.of("value.subject.name.strategy", "io.confluent.kafka.serializers.subject." + strategy);

        assertThat(SubjectNames.of(byShortName).valueSubject("flights", FLIGHT)).isEqualTo(subject);
        assertThat(SubjectNames.of(byClassName).valueSubject("flights", FLIGHT)).isEqualTo(subject);
    }

    @Test
    void takesTheTopicsNameByDefault() {
        SubjectNames names = SubjectNames.of(Map.of());

        assertThat(names.valueSubject("flights", Schema.create(Schema.Type.INT)))
                .isEqualTo("flights-value");
    }

    @Test
    void refusesAnotherStrategy() {
        Map<String, String> settings = Map.of("value.subject.name.strategy", "com.example.Ours");

        assertThatThrownBy(() -> SubjectNames.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value.subject.name.strategy: com.example.Ours"
                        + " (expected: TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy)");
    }

    @Test
    void refusesTheRecordNameOfWhatIsNoRecord() {
        Schema number = Schema.create(Schema.Type.INT);

        assertThatThrownBy(() -> SubjectNames.RECORD_NAME.valueSubject("flights", number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type int has no record name");
    }
}
