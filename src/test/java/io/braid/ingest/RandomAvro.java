package io.braid.ingest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Random schemas, and random values of them. */
final class RandomAvro {
    private static final List<Schema.Type> PRIMITIVES = List.of(
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.BOOLEAN,
            Schema.Type.STRING,
            Schema.Type.BYTES);

    private final SplittableRandom random;
    private int names;

    RandomAvro(SplittableRandom random) {
        this.random = random;
    }

    /** A record's schema with records in it down to {@code depth}. */
    Schema record(int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        int count = random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            fields.add(new Schema.Field("f" + i, schema(depth)));
        }
        return Schema.createRecord("R" + names++, null, "test", false, fields);
    }

    private Schema schema(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 4)) {
            case 4 -> Schema.createArray(schema(depth - 1));
            case 5 -> Schema.createMap(schema(depth - 1));
            case 6 -> record(depth - 1);
            case 7 -> nullable(record(depth - 1));
            case 8 -> Schema.createEnum("E" + names++, null, "test", List.of("a", "b", "c"));
            case 9 ->
                random.nextBoolean()
                        ? Schema.createFixed("F" + names++, null, "test", random.nextInt(6))
                        : Schema.createUnion(
                                record(0), primitive(), Schema.createArray(record(0)), Schema.create(Schema.Type.NULL));
            case 0 -> nullable(primitive());
            default -> primitive();
        };
    }

    private Schema primitive() {
        return Schema.create(PRIMITIVES.get(random.nextInt(PRIMITIVES.size())));
    }

    private Schema nullable(Schema schema) {
        Schema nothing = Schema.create(Schema.Type.NULL);
        return random.nextBoolean() ? Schema.createUnion(nothing, schema) : Schema.createUnion(schema, nothing);
    }

    /** A value of {@code schema}. */
    @Nullable
    Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> (float) random.nextDouble(-1e6, 1e6);
            case DOUBLE -> random.nextDouble(-1e30, 1e30);
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(new byte[random.nextInt(100)]);
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(3)));
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case ARRAY -> items(() -> value(schema.getElementType()));
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                items(this::text).forEach(key -> map.put(String.valueOf(key), value(schema.getValueType())));
                yield map;
            }
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
                yield record;
            }
        };
    }

    private String text() {
        return "é€𝄞" + random.nextInt() + "x".repeat(random.nextInt(80));
    }

    private List<@Nullable Object> items(Supplier<? extends @Nullable Object> item) {
        List<@Nullable Object> items = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }
}
