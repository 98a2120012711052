package io.braid.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSchemaTest {
    private static String type(Schema schema, String field) {
        return schema.getField(field).schema().toString();
    }

    @Test
    void derivesANullableFieldForEachUse() {
        Schema schema = EventSchema.of(new Configs()
                .id("id")
                .timestamp("ts")
                .numeric("distance")
                .categorical("carrier")
                .text("words")
                .vector("pixels", 4)
                .binary("late")
                .multiclass("band", "a", "b")
                .regression("delay")
                .build());

        assertThat(schema.getFullName()).isEqualTo("io.braid.events.test_app");
        for (String field : new String[] {"id", "ts", "carrier", "words", "late", "band"}) {
            assertThat(type(schema, field)).as(field).isEqualTo("[\"null\",\"string\"]");
        }
        assertThat(type(schema, "distance")).isEqualTo("[\"null\",\"double\"]");
        assertThat(type(schema, "delay")).isEqualTo("[\"null\",\"double\"]");
        assertThat(type(schema, "pixels")).isEqualTo("[\"null\",{\"type\":\"array\",\"items\":\"double\"}]");
        assertThat(schema.getFields()).hasSize(9).allSatisfy(field -> {
            assertThat(field.doc()).isNotBlank();
            assertThat(field.hasDefaultValue()).isTrue();
        });
        assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    }

    @Test
    void derivesNestedRecordsFromPaths() {
        Schema schema = EventSchema.of(new Configs()
                .numeric("a.b.x")
                .numeric("a.b.y")
                .categorical("a.z")
                .numeric("b.b.x")
                .build());

        Schema a = schema.getField("a").schema().getTypes().get(1);
        assertThat(a.getFields()).extracting(Schema.Field::name).containsExactlyInAnyOrder("b", "z");
        assertThat(a.getField("b").schema().getTypes().get(1).getFields()).hasSize(2);
        assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    }

    @Test
    void derivesOneFieldForSeveralUses() {
        Schema schema = EventSchema.of(new Configs()
                .numeric("x")
                .regression("x")
                .categorical("x")
                .text("y")
                .binary("y")
                .id("y")
                .build());

        assertThat(schema.getFields()).hasSize(2);
        assertThat(type(schema, "x")).isEqualTo("[\"null\",\"double\"]");
        assertThat(type(schema, "y")).isEqualTo("[\"null\",\"string\"]");
        assertThat(schema.getField("x").doc()).isEqualTo("Feature x. Feature x. Label of the regression task x.");
    }

    @Test
    void refusesUsesThatNoTypeServes() {
        assertThatThrownBy(() ->
                        EventSchema.of(new Configs().numeric("x").text("x").build()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("field x: read as NUMBER and TEXT (expected: uses that one type serves");
        assertThatThrownBy(() ->
                        EventSchema.of(new Configs().numeric("x").vector("x", 2).build()))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() ->
                        EventSchema.of(new Configs().numeric("x").numeric("x.y").build()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("field x: read as NUMBER and a record");
    }

    @Test
    void derivesNamesThatAvroAllows() {
        Schema schema =
                EventSchema.of(new Configs().numeric("dep delay").numeric("1st").build());

        assertThat(schema.getFields()).extracting(Schema.Field::name).containsExactly("dep_delay", "_1st");
    }

    @Test
    void readsTheFileThatIsGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.avsc"), Avro.recordOf("'int'").toString());

        assertThat(EventSchema.of(new Configs().schema(file).numeric("x").build()))
                .isEqualTo(Avro.recordOf("'int'"));
    }

    @Test
    void refusesAFileWithoutARecordsSchema(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("string.avsc"), "\"string\"");
        Path broken = Files.writeString(folder.resolve("broken.avsc"), "{");

        assertThatThrownBy(() ->
                        EventSchema.of(new Configs().schema(text).numeric("x").build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("string.avsc: string (expected: the schema of a record)");
        assertThatThrownBy(() ->
                        EventSchema.of(new Configs().schema(broken).numeric("x").build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("broken.avsc");
        assertThatThrownBy(() -> EventSchema.of(new Configs()
                        .schema(folder.resolve("none.avsc"))
                        .numeric("x")
                        .build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.avsc");
    }
}
