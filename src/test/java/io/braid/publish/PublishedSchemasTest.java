package io.braid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {
    private static final Path EARLIER = Path.of("src/test/resources/earlier-schemas");

    static List<Schema> schemas() {
        return List.of(
                PublishedSchemas.BINARY_PREDICTION,
                PublishedSchemas.MULTICLASS_PREDICTION,
                PublishedSchemas.REGRESSION_PREDICTION,
                PublishedSchemas.EVENT_PREDICTIONS,
                PublishedSchemas.TASK_METRICS);
    }

    /** The schemas as they were before they changed. */
    static List<Schema> earlier() throws IOException {
        List<Schema> schemas = new ArrayList<>();
        for (String name : List.of("RegressionPrediction", "EventPredictions")) {
            schemas.add(
                    new Schema.Parser().parse(EARLIER.resolve(name + ".avsc").toFile()));
        }
        return schemas;
    }

    @ParameterizedTest
    @MethodSource("earlier")
    void readWhatWasWrittenBeforeAndAreReadByThoseWhoDontKnowThemYet(Schema earlier) {
        Schema now = PublishedSchemas.predictionLike(earlier).orElseThrow();

        assertThat(now).isNotEqualTo(earlier);
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(now, earlier)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(earlier, now)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void explainEveryField(Schema schema) {
        assertThat(schema.getNamespace()).isEqualTo("io.braid");
        assertThat(schema.getDoc()).isNotBlank();
        assertThat(schema.getFields())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.doc())
                        .as(schema.getName() + "." + field.name())
                        .isNotBlank());
    }

    @Test
    void beginPredictionsOfEveryTypeWithTheSameFields() {
        assertThat(Configs.TASKS)
                .extracting(PublishedSchemas::prediction)
                .allSatisfy(schema -> {
                    assertThat(schema.getFields().subList(0, 4))
                            .extracting(Schema.Field::name)
                            .containsExactly("event_id", "task", "model_version", "event_time");
                    assertThat(schema.getField("event_time").schema().getLogicalType())
                            .isEqualTo(LogicalTypes.timestampMillis());
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void recogniseAPredictionByItsName() {
        Schema older = Schema.createRecord("BinaryPrediction", "", "io.braid", false, List.of());
        Schema foreign = Schema.createRecord("BinaryPrediction", "", "elsewhere", false, List.of());

        assertThat(PublishedSchemas.predictionLike(older)).contains(PublishedSchemas.BINARY_PREDICTION);
        assertThat(PublishedSchemas.predictionLike(foreign)).isEmpty();
    }
}
