package io.braid.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.config.TaskConfig;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExampleTest {
    /** How a value of each type is written in a cell; a long is a time. */
    private static final Map<Schema.Type, Pattern> FORMS = new EnumMap<>(Map.of(
            Schema.Type.INT, Pattern.compile("-?[0-9]{1,9}"),
            Schema.Type.DOUBLE, Pattern.compile("-?[0-9]{1,9}([.][0-9]+)?"),
            Schema.Type.LONG, Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"),
            Schema.Type.STRING, Pattern.compile("\\S(.*\\S)?")));

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Example example) {
        assertThat(Example.named(example.title())).isSameAs(example);
    }

    @Test
    void unknownNameIsAnsweredWithTheNamesThatThereAre() {
        assertThatThrownBy(() -> Example.named("patient"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("example: patient (expected: flights, patients, reviews; did you mean patients?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "zebra"})
    void hopelessNameGetsNoSuggestion(String name) {
        assertThatThrownBy(() -> Example.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("example: " + name + " (expected: flights, patients, reviews)");
    }

    @ParameterizedTest
    @EnumSource
    void schemaDocumentsItselfAndEveryField(Example example) {
        Schema schema = new Schema.Parser().parse(example.schema());

        assertThat(schema.getDoc()).isNotBlank();
        assertThat(schema.getFields())
                .allSatisfy(field ->
                        assertThat(field.doc()).as(field.name()).isNotBlank().endsWith("."));
    }

    @ParameterizedTest
    @EnumSource
    void configurationIsValidAndUsesEveryFieldOfTheSchemaOnce(Example example) throws IOException {
        example.writeTo(directory, 0);

        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));

        List<String> fields = new ArrayList<>();
        fields.add(config.events().id());
        fields.add(config.events().timestamp());
        config.features().forEach(feature -> fields.add(feature.field()));
        config.tasks().forEach(task -> fields.add(task.field()));
        assertThat(fields).containsExactlyInAnyOrderElementsOf(names(new Schema.Parser().parse(example.schema())));
        assertThat(config.app()).isEqualTo(example.title());
        assertThat(config.events().schema()).isEqualTo(directory.resolve("events.avsc"));
    }

    @ParameterizedTest
    @EnumSource
    void rowsHoldEveryClassOfTheConfigurationAndNoOther(Example example) throws IOException {
        example.writeTo(directory, 5_000);

        List<NamedCsvRecord> rows = rows(example);

        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));
        for (TaskConfig task : config.tasks()) {
            if (task instanceof TaskConfig.Multiclass multiclass) {
                assertThat(rows.stream()
                                .map(row -> row.getField(task.field()))
                                .filter(cell -> !cell.isEmpty())
                                .distinct())
                        .containsExactlyInAnyOrderElementsOf(multiclass.classes());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRowFitsTheSchema(Example example) throws IOException {
        example.writeTo(directory);

        Schema schema =
                new Schema.Parser().parse(directory.resolve("events.avsc").toFile());

        List<NamedCsvRecord> rows = rows(example);
        assertThat(rows).hasSize(example.events());
        assertThat(rows.get(0).getHeader()).isEqualTo(names(schema));
        assertThat(rows.stream()
                        .flatMap(row -> schema.getFields().stream()
                                .filter(field -> !fits(row.getField(field.name()), field))
                                .map(field -> field.name() + " of " + row)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowsComeInOrderOfTimeAndOfTheirNames(Example example) throws IOException {
        example.writeTo(directory);

        BraidConfig config = ConfigLoader.load(directory.resolve("config.yaml"));

        List<NamedCsvRecord> rows = rows(example);
        assertThat(rows.stream()
                        .map(row -> row.getField(requireNonNull(config.events().timestamp()))))
                .isSorted();
        assertThat(rows.stream()
                        .map(row -> row.getField(requireNonNull(config.events().id()))))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void writesTheSameFilesAgain(Example example) throws IOException {
        example.writeTo(directory.resolve("first"), 1_000);

        example.writeTo(directory.resolve("second"), 1_000);

        for (String file : List.of("config.yaml", "events.avsc", example.title() + ".csv.gz")) {
            assertThat(directory.resolve("first").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("second").resolve(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fewerRowsAreTheBeginningOfMore(Example example) throws IOException {
        try (Stream<String> some = example.lines(10);
                Stream<String> more = example.lines(500)) {
            List<String> beginning = some.toList();

            assertThat(beginning).hasSize(11);
            assertThat(more.toList()).hasSize(501).startsWith(beginning.toArray(String[]::new));
        }
    }

    @Test
    void negativeNumberOfRowsIsRejected() {
        assertThatThrownBy(() -> Example.FLIGHTS.writeTo(directory, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("events: -1 (expected: an integer from 0)");
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream().map(Field::name).toList();
    }

    private List<NamedCsvRecord> rows(Example example) throws IOException {
        try (Reader in = new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(example.data(directory))), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            return csv.stream().toList();
        }
    }

    /** Whether the cell can become a value of the field. */
    private static boolean fits(String cell, Field field) {
        Schema type = field.schema();
        if (type.isUnion()) {
            return cell.isEmpty() || fits(cell, type.getTypes().get(1));
        }
        return fits(cell, type);
    }

    private static boolean fits(String cell, Schema type) {
        return requireNonNull(FORMS.get(type.getType())).matcher(cell).matches();
    }
}
