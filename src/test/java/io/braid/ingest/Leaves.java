package io.braid.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.config.BraidConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The numbers and the texts that lie in the records of a schema, and in its unions with null: as features. */
final class Leaves {
    private final List<String> numbers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final BraidConfig config;

    Leaves(Schema schema) {
        collect(schema, "");
        Configs configs = new Configs();
        numbers.forEach(configs::numeric);
        texts.forEach(configs::text);
        config = configs.build();
    }

    /** A configuration that reads all of them. */
    BraidConfig config() {
        return config;
    }

    int count() {
        return config.features().size();
    }

    /** Checks that {@code event} holds what Avro's own reader has found in the same bytes. */
    void assertAgree(Event event, GenericRecord expected, String description) {
        for (int slot = 0; slot < count(); slot++) {
            String field = config.features().get(slot).field();
            Object value = at(expected, field);
            boolean isNumber = slot < numbers.size();
            assertThat(read(event, slot, isNumber))
                    .as("%s, field %s", description, field)
                    .isEqualTo(isNumber ? number(value) : value == null ? null : value.toString());
        }
    }

    /** {@code schema}, a record's, with the leaves alone. */
    static Schema only(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Schema kept = kept(field.schema());
            if (kept != null) {
                fields.add(new Schema.Field(field.name(), kept));
            }
        }
        return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
    }

    private static @Nullable Schema kept(Schema schema) {
        int nullIndex = Target.nullIndex(schema);
        if (nullIndex >= 0) {
            Schema present = kept(schema.getTypes().get(1 - nullIndex));
            return present == null ? null : Schema.createUnion(Schema.create(Schema.Type.NULL), present);
        }
        return switch (schema.getType()) {
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING -> schema;
            case RECORD -> only(schema);
            default -> null;
        };
    }

    private static @Nullable Object read(Event event, int slot, boolean isNumber) {
        if (isNumber) {
            return event.numbers()[slot];
        }
        byte[] text = event.texts()[slot];
        return text == null ? null : new String(text, UTF_8);
    }

    private static double number(@Nullable Object value) {
        if (value == null) {
            return Double.NaN;
        }
        return value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).doubleValue();
    }

    private static @Nullable Object at(GenericRecord record, String path) {
        Object value = record;
        for (String name : path.split("\\.", -1)) {
            value = value == null ? null : ((GenericRecord) value).get(name);
        }
        return value;
    }

    private void collect(Schema schema, String path) {
        int nullIndex = Target.nullIndex(schema);
        Schema present = nullIndex < 0 ? schema : schema.getTypes().get(1 - nullIndex);
        switch (present.getType()) {
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> numbers.add(path);
            case STRING -> texts.add(path);
            case RECORD ->
                present.getFields()
                        .forEach(field ->
                                collect(field.schema(), path.isEmpty() ? field.name() : path + "." + field.name()));
            default -> {}
        }
    }
}
